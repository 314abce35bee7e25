//! Settings as an operator gives them: a mistake stops the program with a sentence that names it.

use std::process::{Command, Output};

use tempfile::TempDir;

/// Runs the program in an empty folder with these variables only.
fn run(arguments: &[&str], variables: &[(&str, &str)], file: Option<&str>) -> Output {
    let folder = TempDir::new().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_laureat"));
    command.args(arguments).current_dir(folder.path()).env_clear().envs(variables.iter().copied());
    if let Some(text) = file {
        std::fs::write(folder.path().join("site.toml"), text).unwrap();
        command.env("LAUREAT_CONFIG", "site.toml");
    }
    command.output().unwrap()
}

#[track_caller]
fn refused(output: &Output, words: &[&str]) {
    let text = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(3), "{text}");
    for word in words {
        assert!(text.contains(word), "« {word} » is missing in: {text}");
    }
    assert!(!text.contains("panicked"), "{text}");
}

#[test]
fn an_unknown_key_is_refused_with_the_nearest_one() {
    refused(&run(&["migrate"], &[("LAUREAT__HTTP__BINDD", "127.0.0.1:1")], None), &["bindd", "http", "« bind »"]);
    refused(&run(&["migrate"], &[], Some("[databse]\nurl = \"x\"\n")), &["databse", "« database »"]);
    refused(&run(&["migrate"], &[], Some("[mail]\nform = \"x\"\n")), &["form", "« from »"]);
}

#[test]
fn a_value_of_the_wrong_kind_names_its_key() {
    refused(&run(&["migrate"], &[("LAUREAT__DATABASE__MAX_CONNECTIONS", "many")], None), &["database.max_connections"]);
    refused(&run(&["migrate"], &[], Some("[http]\nsecure_cookies = \"perhaps\"\n")), &["http.secure_cookies"]);
}

#[test]
fn a_secret_in_the_file_of_settings_is_refused_and_not_repeated() {
    for (text, secret, key) in [
        ("[storage]\nsecret_access_key = \"s3cr3t-key\"\n", "s3cr3t-key", "storage.secret_access_key"),
        ("[mail]\nsmtp_url = \"smtps://u:s3cr3t-mail@h\"\n", "s3cr3t-mail", "mail.smtp_url"),
        ("[database]\nurl = \"postgres://u:s3cr3t-db@h/n\"\n", "s3cr3t-db", "LAUREAT__DATABASE__URL"),
    ] {
        let output = run(&["migrate"], &[], Some(text));
        refused(&output, &[key]);
        assert!(!String::from_utf8_lossy(&output.stderr).contains(secret), "{key} is shown");
    }
}

#[test]
fn a_file_that_is_not_there_is_named() {
    refused(&run(&["migrate"], &[("LAUREAT_CONFIG", "nowhere.toml")], None), &["nowhere.toml"]);
    refused(&run(&["migrate"], &[("LAUREAT__DATABASE__URL_FILE", "/nowhere/secret")], None), &["/nowhere/secret"]);
}

#[test]
fn the_shipped_files_of_settings_can_be_read() {
    let output = run(&["migrate"], &[("LAUREAT__DATABASE__URL", "sqlite://storage/test.db")], None);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    // Whatever the files of secrets hold: no key of the example is unknown.
    let folder = TempDir::new().unwrap();
    let secret = folder.path().join("secret").display().to_string();
    std::fs::write(&secret, "sqlite://storage/test.db").unwrap();
    let path = format!("{}/config/production.example.toml", env!("CARGO_MANIFEST_DIR"));
    let files = ["DATABASE__URL_FILE", "STORAGE__SECRET_ACCESS_KEY_FILE", "MAIL__SMTP_URL_FILE"];
    let names = files.map(|file| format!("LAUREAT__{file}"));
    let mut variables = vec![("LAUREAT_CONFIG", path.as_str())];
    variables.extend(names.iter().map(|name| (name.as_str(), secret.as_str())));
    let output = run(&["migrate"], &variables, None);
    assert_ne!(output.status.code(), Some(3), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn a_command_that_is_badly_written_is_no_failure_of_the_settings() {
    assert_eq!(run(&["sreve"], &[], None).status.code(), Some(2));
    assert_eq!(run(&["--version"], &[], None).status.code(), Some(0));
}
