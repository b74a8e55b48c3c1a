using Likeness.Testing;

namespace Likeness.Cli.Tests.Databases;

/// <summary>Tables of a database are read like files.</summary>
[Collection(DatabaseTestGroup.Name)]
public sealed class DatabaseReadTests(DatabaseServer server) : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [SkippableFact]
    public async Task KindsFollowFromTypes()
    {
        server.Require();
        (await DescribeAsync(server.Address("orders"), "--out", "schema.json")).Succeeded();
        using var json = System.Text.Json.JsonDocument.Parse(File.ReadAllText(folder["schema.json"]));
        var kinds = json
            .RootElement.GetProperty("columns")
            .EnumerateArray()
            .Select(column => $"{column.GetProperty("name").GetString()} {column.GetProperty("kind").GetString()}");
        Assert.Equal(
            "id identifier, customer category, amount number, quantity number, ticket identifier, paid boolean, day date, made time, sent time, "
                + "took duration, opens duration, code identifier, feeling category, note text, ratio number, cash number",
            string.Join(", ", kinds)
        );
        string text = (await DescribeAsync(server.Address("orders"), "--schema", "schema.json")).Succeeded().Output;
        Assert.Contains("300 rows, 16 columns", text);
    }

    [SkippableFact]
    public async Task SchemasQueriesAndOddNamesAreRead()
    {
        server.Require();
        Assert.Contains(
            "300 rows, 3 columns",
            (await DescribeAsync(server.Address("sales.\"Odd.Name\""))).Succeeded().Output
        );
        Assert.Contains(
            "5 rows, 2 columns",
            (
                await DescribeAsync(
                    server.Address(null),
                    "--query",
                    "select quantity, count(*) as orders from orders group by 1 -- a comment"
                )
            )
                .Succeeded()
                .Output
        );
    }

    [Trait("Category", "Long")]
    [SkippableFact]
    public async Task ThePasswordComesFromTheEnvironmentOrAFile()
    {
        LongTest.Require();
        server.Require();
        string address = server.Address("orders", DatabaseServer.LockedRole);
        string[] describe = ["describe", address];
        (await Cli.RunAloneUnderAsync(("PGPASSWORD", DatabaseServer.Password), folder.FullPath, describe)).Succeeded();
        folder.Write("passes", $"*:*:*:{DatabaseServer.LockedRole}:{DatabaseServer.Password}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder["passes"], UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        (await Cli.RunAloneUnderAsync(("PGPASSFILE", folder["passes"]), folder.FullPath, describe)).Succeeded();
        string refused = (
            await Cli.RunAloneUnderAsync(("PGPASSWORD", "open-barley"), folder.FullPath, describe)
        ).Sentence();
        Assert.Contains("refuses the password of 'locked'", refused);
        Assert.DoesNotContain("barley", refused);
        Assert.Contains("PGPASSWORD", (await Cli.RunAsync(folder.FullPath, describe)).Sentence());
    }

    [SkippableTheory]
    [InlineData("table=ordres", null, "there is no table 'ordres' (did you mean 'orders'?)")]
    [InlineData("table=nothing", null, "no rows")]
    [InlineData("", null, "no table is named (add ?table=NAME, or give --query)")]
    [InlineData("tabel=orders", null, "'tabel' is not a setting")]
    [InlineData("dbname=other&table=orders", null, "there is no database 'other'")]
    [InlineData("user=stranger&table=orders", null, "refuses the user 'stranger'")]
    [InlineData("", "selec 1", "syntax error")]
    [InlineData("", "select 1 as a, 2 as a", "two columns of the query are named 'a'")]
    [InlineData("", "select 1 / 0 as a", "division by zero")]
    [InlineData("", "select 'infinity'::float8 as a", "row 1, column 'a': Infinity is not a finite number")]
    [InlineData("", "delete from orders returning id", "syntax error")]
    [InlineData("", "select pg_terminate_backend(pg_backend_pid()) as a", "the connection was lost")]
    [InlineData("table=orders", "select 1 as a", "two sources")]
    public async Task ErrorsAreOneSentence(string settings, string? query, string part)
    {
        server.Require();
        // The path would win over dbname, and the user over the setting.
        string address =
            server.Address(null).Replace("postgres@/postgres?", "/?", StringComparison.Ordinal) + $"&{settings}";
        address += settings.Contains("dbname", StringComparison.Ordinal) ? "" : "&dbname=postgres";
        address += settings.Contains("user", StringComparison.Ordinal) ? "" : "&user=postgres";
        string[] more = query is null ? [] : ["--query", query];
        Assert.Contains(part, (await DescribeAsync(address, more)).Sentence());
    }

    [Theory]
    [InlineData("postgresql://me@localhost:1/db?table=t", "me@localhost:1/db: the server cannot be reached")]
    [InlineData("postgresql://me@/db?host=/nowhere&table=t", "the server cannot be reached")]
    [InlineData("postgresql://me:secret@localhost/db?table=t", "has a password")]
    [InlineData("postgresql://me@localhost/db?table=t&password=secret", "has a password")]
    [InlineData("postgresql://me@localhost:port/db?table=t", "'port' is not a port")]
    public async Task AddressesAreChecked(string address, string part)
    {
        foreach (string[] command in new[] { ["describe", address], new[] { "train", "trees", "--data", address } })
        {
            string sentence = (await Cli.RunAsync(folder.FullPath, command)).Sentence();
            Assert.Contains(part, sentence);
            Assert.DoesNotContain("secret", sentence);
        }

        Assert.Empty(folder.Content);
    }

    private Task<CliResult> DescribeAsync(string address, params string[] more) =>
        Cli.RunAsync(folder.FullPath, ["describe", address, .. more]);
}
