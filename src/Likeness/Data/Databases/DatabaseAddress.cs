using System.Globalization;

namespace Likeness.Data.Databases;

/// <summary>
/// The address of a PostgreSQL database, and of a table in it: <c>postgresql://user@host:port/db?table=schema.orders</c>. For a Unix socket the host is a
/// folder: <c>?host=/var/run/postgresql</c>. What is left out comes from PGHOST, PGPORT, PGUSER and PGDATABASE. An address has no password.
/// </summary>
/// <param name="Host">The server's name, or the folder of its socket.</param>
/// <param name="Port">The port.</param>
/// <param name="User">The user.</param>
/// <param name="Database">The database.</param>
/// <param name="Table">The table; null where a query gives the rows.</param>
/// <param name="SslMode">The use of TLS as in libpq, such as <c>require</c>; null for the default.</param>
internal sealed record DatabaseAddress(
    string Host,
    int Port,
    string User,
    string Database,
    TableName? Table,
    string? SslMode
)
{
    private const string Form = "postgresql://user@host:port/database?table=orders";
    private const int DefaultPort = 5432;
    private const string SocketFolder = "/var/run/postgresql";
    private static readonly string[] Schemes = ["postgresql://", "postgres://"];
    private static readonly string[] Settings = ["table", "host", "port", "user", "dbname", "sslmode"];

    /// <summary>The address without its table, for messages.</summary>
    public string Shown =>
        Host.StartsWith('/')
            ? $"postgresql://{User}@/{Database}?host={Host}"
            : $"postgresql://{User}@{Host}:{Port}/{Database}";

    /// <summary>A name for folders and titles: the table's, else the database's.</summary>
    public string ShortName =>
        string.Concat(
            (Table?.Name ?? Database).Select(c => char.IsLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '_')
        );

    /// <summary>Whether a text is the address of a database, and not the name of a file.</summary>
    public static bool Is(string text) =>
        Array.Exists(Schemes, scheme => text.StartsWith(scheme, StringComparison.OrdinalIgnoreCase));

    /// <summary>Refuses an address with a password, which would be kept in run.json.</summary>
    /// <exception cref="LikenessException">It has one; the message does not repeat it.</exception>
    public static void RequireNoPassword(string text)
    {
        var (authority, _, settings) = Split(text);
        int at = authority.LastIndexOf('@');
        if ((at >= 0 && authority[..at].Contains(':')) || settings.Any(one => one.Name.Contains("pass")))
        {
            throw new LikenessException(
                "the address of the database has a password, which would be stored with the run (leave it out, and set PGPASSWORD or write it into ~/.pgpass)"
            );
        }
    }

    /// <summary>Reads an address.</summary>
    /// <exception cref="LikenessException">It has a password, an unknown setting or a damaged port.</exception>
    public static DatabaseAddress Parse(string text)
    {
        RequireNoPassword(text);
        var (authority, path, settings) = Split(text);
        if (settings.Find(one => !Settings.Contains(one.Name)) is { Name: { } unknown })
        {
            throw new LikenessException(
                $"'{unknown}' is not a setting of the address of a database (give some of {string.Join(", ", Settings)}: {Form})"
            );
        }

        int at = authority.LastIndexOf('@');
        var (host, port) = HostAndPort(authority[(at + 1)..]);
        string user =
            Given(at < 0 ? "" : Uri.UnescapeDataString(authority[..at]), "user", "PGUSER") ?? Environment.UserName;
        return new(
            Given(host, "host", "PGHOST") ?? (Directory.Exists(SocketFolder) ? SocketFolder : "localhost"),
            PortOf(Given(port, "port", "PGPORT")),
            user,
            Given(Uri.UnescapeDataString(path), "dbname", "PGDATABASE") ?? user,
            Given("", "table", null) is { } table ? TableName.Parse(table) : null,
            Given("", "sslmode", "PGSSLMODE")
        );

        string? Given(string value, string setting, string? variable)
        {
            string? found =
                value.Length > 0 ? value
                : settings.Find(one => one.Name == setting).Value is { Length: > 0 } set ? set
                : variable is null ? null
                : Environment.GetEnvironmentVariable(variable);
            return string.IsNullOrEmpty(found) ? null : found;
        }
    }

    /// <summary>The table, which must be named.</summary>
    /// <exception cref="LikenessException">No table is named.</exception>
    public TableName RequireTable() =>
        Table ?? throw new LikenessException($"{Shown}: no table is named (add ?table=NAME, or give --query)");

    private static (string Authority, string Path, List<(string Name, string Value)> Settings) Split(string text)
    {
        string rest = text[(text.IndexOf("://", StringComparison.Ordinal) + 3)..];
        int question = rest.IndexOf('?', StringComparison.Ordinal);
        string settings = question < 0 ? "" : rest[(question + 1)..];
        rest = question < 0 ? rest : rest[..question];
        int slash = rest.IndexOf('/', StringComparison.Ordinal);
        return (
            slash < 0 ? rest : rest[..slash],
            slash < 0 ? "" : rest[(slash + 1)..],
            [.. settings.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(Setting)]
        );
    }

    private static (string Name, string Value) Setting(string text)
    {
        string[] parts = text.Split('=', 2);
        return (parts[0].ToLowerInvariant(), parts.Length == 1 ? "" : Uri.UnescapeDataString(parts[1]));
    }

    // The host of an address of version 6 is in brackets.
    private static (string Host, string Port) HostAndPort(string text)
    {
        int colon = text.LastIndexOf(':');
        bool hasPort = colon >= 0 && colon > text.LastIndexOf(']');
        string host = hasPort ? text[..colon] : text;
        return (Uri.UnescapeDataString(host.Trim('[', ']')), hasPort ? text[(colon + 1)..] : "");
    }

    private static int PortOf(string? text) =>
        text is null ? DefaultPort
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int port) && port is > 0 and < 65536
            ? port
        : throw new LikenessException($"'{text}' is not a port of a database (give 1 to 65535: {Form})");
}
