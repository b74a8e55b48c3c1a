using System.Net.Sockets;
using Npgsql;

namespace Likeness.Data.Databases;

/// <summary>Opens connections to a database, and explains their errors in one sentence. The password comes from PGPASSWORD, PGPASSFILE or ~/.pgpass.</summary>
internal static class DatabaseConnection
{
    private const int TimeoutSeconds = 10;

    /// <summary>Does something with a connection.</summary>
    /// <param name="address">The database.</param>
    /// <param name="work">What to do.</param>
    /// <exception cref="LikenessException">The server is down, refuses the user, has no such database, fails, or the connection is lost.</exception>
    public static T Use<T>(DatabaseAddress address, Func<NpgsqlConnection, T> work)
    {
        using var connection = new NpgsqlConnection(Settings(address));
        bool isOpen = false;
        try
        {
            connection.Open();
            isOpen = true;
            return work(connection);
        }
        catch (PostgresException refused)
        {
            throw new LikenessException($"{address.Shown}: {Describe(refused, address)}", refused);
        }
        catch (Exception failure)
            when (failure is NpgsqlException or SocketException or TimeoutException or IOException)
        {
            throw new LikenessException($"{address.Shown}: {Describe(failure, isOpen)}", failure);
        }
    }

    /// <summary>Runs a command.</summary>
    public static void Execute(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    /// <summary>The first column of all rows of a query, as texts.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="sql">The query; <c>$1</c> stands for the value.</param>
    /// <param name="value">The value.</param>
    public static List<string> Texts(NpgsqlConnection connection, string sql, string value)
    {
        using var command = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = value } } };
        using var reader = command.ExecuteReader();
        var texts = new List<string>();
        while (reader.Read())
        {
            if (!reader.IsDBNull(0))
            {
                texts.Add(reader.GetString(0));
            }
        }

        return texts;
    }

    private static string Settings(DatabaseAddress address)
    {
        var settings = new NpgsqlConnectionStringBuilder
        {
            Host = address.Host,
            Port = address.Port,
            Username = address.User,
            Database = address.Database,
            Timeout = TimeoutSeconds,
            CommandTimeout = 0, // a query takes as long as it takes
            Pooling = false,
            ApplicationName = "likeness",
        };
        if (address.SslMode is { } mode)
        {
            settings.SslMode = Enum.TryParse<SslMode>(mode.Replace("-", ""), ignoreCase: true, out var known)
                ? known
                : throw new LikenessException(
                    $"'{mode}' is not a mode of TLS (give sslmode=disable, allow, prefer, require, verify-ca or verify-full)"
                );
        }

        return settings.ConnectionString;
    }

    private static string Describe(PostgresException error, DatabaseAddress address) =>
        error.SqlState switch
        {
            PostgresErrorCodes.InvalidPassword =>
                $"the server refuses the password of '{address.User}' (correct PGPASSWORD or ~/.pgpass)",
            PostgresErrorCodes.InvalidAuthorizationSpecification =>
                $"the server refuses the user '{address.User}' (name another one, or let the server accept it)",
            PostgresErrorCodes.InvalidCatalogName =>
                $"there is no database '{address.Database}' (create it, or correct the name)",
            PostgresErrorCodes.CannotConnectNow => "the server is not ready (wait until it has started)",
            PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown => Lost,
            _ =>
                $"the server says: {error.MessageText.ReplaceLineEndings(" ").TrimEnd('.')} (SQLSTATE {error.SqlState})",
        };

    private static string Describe(Exception error, bool isOpen) =>
        error.Message.Contains("No password", StringComparison.Ordinal)
            ? "the server asks for a password (set PGPASSWORD, or write it into ~/.pgpass)"
        : isOpen ? Lost
        : "the server cannot be reached (start it, or correct host and port)";

    private const string Lost = "the connection was lost (check the server, and start again)";
}
