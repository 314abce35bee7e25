//! Reads an expression: one function for each level of the grammar, from the loosest to the tightest.

use std::ops::Range;

use super::{
    nearest,
    problem::{Problem, Wanted, Why},
    tree::{Argument, Function, Kind, Node, Op, Sign},
    words::{Token, cut},
};

/// The longest text of an expression, in characters.
pub const MAX_LENGTH: usize = 2_000;
/// How many parentheses, lists, functions and « not » may stand in one another.
pub const MAX_DEPTH: usize = 30;

/// Words that cannot name a question.
const KEYWORDS: [&str; 7] = ["and", "or", "not", "in", "if", "yes", "no"];

type Parsed<T> = Result<T, Problem>;

/// Reads an expression.
///
/// # Errors
/// The first [`Problem`] of the text.
pub fn parse(text: &str) -> Result<Node, Problem> {
    if text.chars().count() > MAX_LENGTH {
        return Err(Problem { at: 0, why: Why::TooLong });
    }
    let words = cut(text)?;
    let mut reader = Reader { words: &words, next: 0, depth: 0, end: text.len() };
    let node = reader.or()?;
    if reader.next < words.len() {
        return Err(reader.unexpected(Wanted::EndOrOperator));
    }
    Ok(node)
}

struct Reader<'w> {
    words: &'w [(Token, Range<usize>)],
    next: usize,
    depth: usize,
    end: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<&Token> {
        self.words.get(self.next).map(|(token, _)| token)
    }

    fn at(&self) -> usize {
        self.words.get(self.next).map_or(self.end, |(_, place)| place.start)
    }

    /// Where the last word that was taken ends.
    fn passed(&self) -> usize {
        self.next.checked_sub(1).and_then(|last| self.words.get(last)).map_or(0, |(_, place)| place.end)
    }

    fn unexpected(&self, expected: Wanted) -> Problem {
        let found = self.peek().map(spelled).unwrap_or_default();
        Problem { at: self.at(), why: Why::Unexpected { found, expected } }
    }

    fn is_word(&self, keyword: &str) -> bool {
        matches!(self.peek(), Some(Token::Word(word)) if word == keyword)
    }

    fn take_word(&mut self, keyword: &str) -> bool {
        let found = self.is_word(keyword);
        self.next += usize::from(found);
        found
    }

    fn take_sign(&mut self, sign: &str) -> bool {
        let found = matches!(self.peek(), Some(Token::Sign(found)) if *found == sign);
        self.next += usize::from(found);
        found
    }

    fn expect(&mut self, sign: &str, wanted: Wanted) -> Parsed<()> {
        if self.take_sign(sign) { Ok(()) } else { Err(self.unexpected(wanted)) }
    }

    fn node(&self, start: usize, kind: Kind) -> Node {
        Node { place: start..self.passed(), kind }
    }

    /// One level deeper, as long as there is room.
    fn deeper<T>(&mut self, read: impl FnOnce(&mut Self) -> Parsed<T>) -> Parsed<T> {
        if self.depth == MAX_DEPTH {
            return Err(Problem { at: self.at(), why: Why::TooDeep });
        }
        self.depth += 1;
        let read = read(self);
        self.depth -= 1;
        read
    }

    /// Parts with a keyword between them.
    fn chain(
        &mut self,
        keyword: &str,
        part: fn(&mut Self) -> Parsed<Node>,
        make: fn(Vec<Node>) -> Kind,
    ) -> Parsed<Node> {
        let start = self.at();
        let first = part(self)?;
        if !self.is_word(keyword) {
            return Ok(first);
        }
        let mut parts = vec![first];
        while self.take_word(keyword) {
            parts.push(part(self)?);
        }
        Ok(self.node(start, make(parts)))
    }

    fn or(&mut self) -> Parsed<Node> {
        self.chain("or", Self::and, Kind::Or)
    }

    fn and(&mut self) -> Parsed<Node> {
        self.chain("and", Self::not, Kind::And)
    }

    fn not(&mut self) -> Parsed<Node> {
        let start = self.at();
        if !self.take_word("not") {
            return self.comparison();
        }
        let inner = self.deeper(Self::not)?;
        Ok(self.node(start, Kind::Not(Box::new(inner))))
    }

    fn comparison(&mut self) -> Parsed<Node> {
        let start = self.at();
        let left = self.sum()?;
        let Some(op) = self.operator()? else { return Ok(left) };
        let right = if matches!(op, Op::In | Op::NotIn) { self.among()? } else { self.sum()? };
        Ok(self.node(start, Kind::Compare(op, Box::new(left), Box::new(right))))
    }

    fn operator(&mut self) -> Parsed<Option<Op>> {
        let ops = [Op::Equal, Op::Different, Op::Less, Op::AtMost, Op::More, Op::AtLeast];
        if let Some(op) = ops.into_iter().find(|op| self.take_sign(op.as_str())) {
            return Ok(Some(op));
        }
        if self.take_word("not") {
            return if self.take_word("in") { Ok(Some(Op::NotIn)) } else { Err(self.unexpected(Wanted::In)) };
        }
        Ok(self.take_word("in").then_some(Op::In))
    }

    /// After `in`: a list or a range.
    fn among(&mut self) -> Parsed<Node> {
        let start = self.at();
        if self.take_sign("[") {
            return self.deeper(|reader| reader.list(start));
        }
        let from = self.sum()?;
        self.expect("..", Wanted::ListOrRange)?;
        let to = self.sum()?;
        Ok(self.node(start, Kind::Range(Box::new(from), Box::new(to))))
    }

    fn list(&mut self, start: usize) -> Parsed<Node> {
        let mut items = vec![self.sum()?];
        while self.take_sign(",") {
            items.push(self.sum()?);
        }
        self.expect("]", Wanted::ClosingBracket)?;
        Ok(self.node(start, Kind::List(items)))
    }

    fn sum(&mut self) -> Parsed<Node> {
        let start = self.at();
        let first = self.product()?;
        let mut rest = Vec::new();
        loop {
            let sign = match self.peek() {
                Some(Token::Sign("+")) => Sign::Plus,
                Some(Token::Sign("-")) => Sign::Minus,
                _ => break,
            };
            self.next += 1;
            rest.push((sign, self.product()?));
        }
        if rest.is_empty() { Ok(first) } else { Ok(self.node(start, Kind::Sum(Box::new(first), rest))) }
    }

    fn product(&mut self) -> Parsed<Node> {
        let start = self.at();
        let first = self.atom()?;
        let mut factors = vec![first];
        while self.take_sign("*") {
            factors.push(self.atom()?);
        }
        match factors.len() {
            1 => Ok(factors.remove(0)),
            _ => Ok(self.node(start, Kind::Product(factors))),
        }
    }

    fn atom(&mut self) -> Parsed<Node> {
        let start = self.at();
        let Some(token) = self.peek().cloned() else { return Err(self.unexpected(Wanted::Value)) };
        let kind = match token {
            Token::Sign("(") => {
                self.next += 1;
                let inner = self.deeper(Self::or)?;
                self.expect(")", Wanted::ClosingParenthesis)?;
                return Ok(inner);
            }
            Token::Number(number) => Kind::Number(number),
            Token::Money(amount) => Kind::Money(amount),
            Token::Percent(share) => Kind::Percent(share),
            Token::Text(text) => Kind::Text(text),
            Token::Day(day) => Kind::Day(day),
            Token::Word(word) => match word.as_str() {
                "yes" | "no" => Kind::YesNo(word == "yes"),
                other if KEYWORDS.contains(&other) => return Err(self.unexpected(Wanted::Value)),
                _ => return self.name(word),
            },
            Token::Sign(_) | Token::Bad => return Err(self.unexpected(Wanted::Value)),
        };
        self.next += 1;
        Ok(self.node(start, kind))
    }

    /// A name, or a function with what it is given.
    fn name(&mut self, word: String) -> Parsed<Node> {
        let start = self.at();
        self.next += 1;
        let function = Function::ALL.into_iter().find(|function| function.as_str() == word);
        let called = self.take_sign("(");
        match (function, called) {
            (Some(function), true) => self.deeper(|reader| reader.arguments(start, function)),
            (Some(_), false) => Err(self.unexpected(Wanted::OpeningParenthesis)),
            (None, true) => {
                let nearest = nearest(&word, Function::ALL.iter().map(|function| function.as_str()));
                Err(Problem { at: start, why: Why::UnknownFunction { name: word, nearest } })
            }
            (None, false) => Ok(self.node(start, Kind::Name(word))),
        }
    }

    fn arguments(&mut self, start: usize, function: Function) -> Parsed<Node> {
        let mut arguments = Vec::new();
        loop {
            let value = self.or()?;
            let conditional = function == Function::CountDistinct && self.take_word("if");
            let condition = if conditional { Some(self.or()?) } else { None };
            arguments.push(Argument { value, condition });
            if !self.take_sign(",") {
                break;
            }
        }
        self.expect(")", Wanted::ClosingParenthesis)?;
        Ok(self.node(start, Kind::Call(function, arguments)))
    }
}

fn spelled(token: &Token) -> String {
    match token {
        Token::Word(word) => word.clone(),
        Token::Sign(sign) => (*sign).to_owned(),
        Token::Text(text) => format!("\"{text}\""),
        Token::Number(number) => number.to_string(),
        Token::Money(amount) => format!("{amount} €"),
        Token::Percent(share) => Node::from(Kind::Percent(*share)).to_string(),
        Token::Day(day) => day.to_string(),
        Token::Bad => String::new(),
    }
}
