using System.Globalization;

namespace Likeness.Cli.Tests.Commands;

/// <summary>The screen of 'likeness impute' says which cells stay missing, and why.</summary>
public sealed class ImputedLinesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task CellsThatStayMissingAreCountedByColumn()
    {
        folder.Write("people.csv", Header + string.Concat(Enumerable.Range(0, 400).Select(Line)));
        (await RunAsync("train trees --data people.csv --out run --budget 5s")).Succeeded();
        folder.Write(
            "given.csv",
            $"{Header}ann@mail.com,30,no,\n,31,yes,2024-01-05\n,,no,\ncarl@mail.com,33,yes,\ndora@mail.com,33,no,\n"
        );
        var imputed = (await RunAsync("impute run --data given.csv --out filled.csv")).Succeeded();
        string screen = imputed.Output + imputed.Error;
        Assert.Contains(
            "2 missing values of texts and identifiers, which no model learns, are not imputed: 2 of email",
            screen
        );
        Assert.Contains("3 stay missing, as in all training rows like theirs: 3 of left", screen);
        string[] filled = File.ReadAllLines(folder["filled.csv"]);
        Assert.Equal("ann@mail.com,30,no,", filled[1]);
        Assert.StartsWith(",31,yes,", filled[2], StringComparison.Ordinal);
        Assert.Equal(4, filled[4].Split(',').Count(cell => cell.Length > 0));
    }

    private const string Header = "email,age,former,left\n";

    private static string Line(int row)
    {
        bool isFormer = row % 3 == 0;
        string left = isFormer
            ? new DateTime(2024, 1, 1).AddDays(row * 7 % 300).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"user{row * 7919 % 100_003}@mail.com,{20 + (row * 13 % 50)},{(isFormer ? "yes" : "no")},{left}\n"
        );
    }

    private Task<CliResult> RunAsync(string arguments) => Cli.RunAsync(folder.FullPath, arguments.Split(' '));
}
