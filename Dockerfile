# Lauréat in an image: built in three stages, run by nobody in particular, with nothing to write to but /var/lib/laureat.
#
#   docker build --tag laureat .
#   docker run --rm --read-only --cap-drop=ALL --security-opt=no-new-privileges \
#     --publish 127.0.0.1:8080:8080 --volume laureat:/var/lib/laureat laureat
#
# docs/exploiter.md says what to set, and how to back up.

# The style sheet and the fonts, which the program embeds.
FROM node:20-bookworm-slim AS assets
WORKDIR /src
COPY package.json ./
COPY scripts/assets.sh scripts/
COPY templates/assets templates/assets
RUN scripts/assets.sh

FROM rust:1.95-bookworm AS build
WORKDIR /src
COPY . .
COPY --from=assets /src/templates/assets/vendor templates/assets/vendor
RUN scripts/release.sh

FROM debian:bookworm-slim
# For backups: docs/exploiter.md.
RUN apt-get update && apt-get install --yes --no-install-recommends sqlite3 && rm -rf /var/lib/apt/lists/*
# A number, so that an orchestrator can see that it is not root.
RUN useradd --system --uid 10001 --home-dir /var/lib/laureat --create-home --shell /usr/sbin/nologin laureat
# Its names stand beside it: back-traces are read from there.
COPY --from=build /src/target/release/laureat /src/target/release/laureat.debug /usr/local/bin/
COPY --from=build /src/config/production.example.toml /etc/laureat/production.example.toml
COPY --from=build /src/config/calls /usr/local/share/laureat/calls
COPY --from=build /src/LICENSE /usr/local/share/laureat/LICENSE
USER 10001
WORKDIR /var/lib/laureat
VOLUME /var/lib/laureat
ENV LAUREAT__HTTP__BIND=0.0.0.0:8080 \
    LAUREAT__DATABASE__URL=sqlite:///var/lib/laureat/laureat.db \
    LAUREAT__STORAGE__FOLDER=/var/lib/laureat/files \
    LAUREAT__MAIL__FOLDER=/var/lib/laureat/mail \
    LAUREAT__LOG__FORMAT=json
EXPOSE 8080
# Stopping finishes the requests and the job at hand.
STOPSIGNAL SIGTERM
ENTRYPOINT ["laureat"]
CMD ["serve"]
