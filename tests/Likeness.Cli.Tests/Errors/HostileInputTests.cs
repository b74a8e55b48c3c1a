using System.Globalization;
using System.Text;
using Likeness.Testing;

namespace Likeness.Cli.Tests.Errors;

/// <summary>What is given to exhaust memory or time, or to command the terminal: refused in one sentence, within 10 s and 300 MB.</summary>
public sealed class HostileInputTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public HostileInputTests() => SmallRun.WriteData(folder);

    public void Dispose() => folder.Dispose();

    [SkippableFact]
    public async Task AModelWithAnArrayThatNoMachineHasIsRefused()
    {
        LongTest.Require();
        string sentence = await RefusesAsync("--data", "points.csv", "--hidden", "65536");
        Assert.Contains("an array of the model is too large", sentence);
    }

    [SkippableFact]
    public async Task AModelThatDoesNotFitIsRefusedWithItsEstimate()
    {
        LongTest.Require();
        string sentence = await RefusesAsync("--data", "points.csv", "--hidden", "32768", "--couplings", "64");
        Assert.Matches("needs about [0-9.]+ [GT]B of memory, and [0-9.]+ GB are available", sentence);
        Assert.Contains("lower --couplings or --hidden", sentence);
    }

    [Trait("Category", "Long")]
    [SkippableFact]
    public async Task ADeclaredLimitOfMemoryCounts()
    {
        LongTest.Require();
        var result = await Cli.RunAloneUnderAsync(
            ("LIKENESS_MEMORY", "400M"),
            folder.FullPath,
            [.. SmallRun.Train("run", 1), "--batch-size", "8"]
        );
        result.Succeeded();
        result = await Cli.RunAloneUnderAsync(
            ("LIKENESS_MEMORY", "400M"),
            folder.FullPath,
            ["train", "realnvp", "--data", "points.csv", "--hidden", "2000", "--out", "large"]
        );
        Assert.Contains("lower --couplings or --hidden", result.Sentence());
        Assert.False(Directory.Exists(folder["large"]));
    }

    [Fact]
    public async Task AResumedRunIsEstimatedToo()
    {
        (await Cli.RunAsync(folder.FullPath, SmallRun.Train("run", 1))).Succeeded();
        string text = File.ReadAllText(folder["run/run.json"]);
        folder.Write("run/run.json", text.Replace("\"hidden\": 16", "\"hidden\": 4000", StringComparison.Ordinal));
        var result = await Cli.RunAloneUnderAsync(
            ("LIKENESS_MEMORY", "400M"),
            folder.FullPath,
            ["train", "--resume", "run", "--epochs", "2"]
        );
        Assert.Contains("of memory, and", result.Sentence());
    }

    [SkippableTheory]
    [InlineData(60_000, "gaussian", "an array of the model is too large")]
    [InlineData(300_000, "realnvp", "300000 columns, and a table has at most 65536 (give fewer columns)")]
    public async Task AVeryWideTableIsRefused(int columns, string model, string part)
    {
        LongTest.Require();
        var text = new StringBuilder();
        for (int row = 0; row < 10; row++)
        {
            var cells = Enumerable
                .Range(0, columns)
                .Select(i => ((i * (row + 3)) % 97).ToString(CultureInfo.InvariantCulture));
            text.AppendJoin(',', cells).Append('\n');
        }

        folder.Write("wide.csv", text.ToString());
        Assert.Contains(part, await RefusesWithAsync(model, "--data", "wide.csv"));
    }

    [Fact]
    public async Task ALineThatNoTableHasIsRefused()
    {
        folder.Write("line.csv", new string('1', 5_000_000));
        Assert.Contains("line.csv, line 1: the line has more than", await RefusesAsync("--data", "line.csv"));
    }

    [Fact]
    public async Task AnArrayOfMillionsOfAxesIsRefused()
    {
        string header =
            "{'descr': '<f8', 'fortran_order': False, 'shape': ("
            + string.Concat(Enumerable.Repeat("1,", 3_000_000))
            + "), }\n";
        byte[] start = [0x93, .. "NUMPY"u8, 2, 0, .. BitConverter.GetBytes(header.Length)];
        folder.Write("axes.npy", [.. start, .. Encoding.ASCII.GetBytes(header), .. new byte[8]]);
        Assert.Contains("axes.npy: its header has 6", await RefusesAsync("--data", "axes.npy"));
    }

    [Theory]
    [InlineData("1e200")]
    [InlineData("-1e308")]
    public async Task ValuesWhoseSquaresOverflowAreRefused(string value)
    {
        var rows = Enumerable.Range(0, 100).Select(i => $"{i % 13},{value}");
        folder.Write("large.csv", "a,b\n" + string.Join('\n', rows) + "\n");
        Assert.Contains(
            "column 'b' holds -1E+308".Replace(
                "-1E+308",
                double.Parse(value, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture),
                StringComparison.Ordinal
            ),
            await RefusesAsync("--data", "large.csv")
        );
    }

    [SkippableTheory]
    [InlineData("/dev/zero")]
    [InlineData("/dev/urandom")]
    [InlineData("/dev/full")]
    public async Task ADeviceBehindALinkIsRefused(string device)
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "devices are files on Linux");
        File.CreateSymbolicLink(folder["link.csv"], device);
        Assert.Contains("link.csv: this is a pipe or a device", await RefusesAsync("--data", "link.csv"));
    }

    [SkippableFact]
    public async Task APipeIsRefused()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "there is no mkfifo");
        using (var make = System.Diagnostics.Process.Start("mkfifo", folder["pipe.csv"]))
        {
            await make.WaitForExitAsync();
        }

        Assert.Contains("pipe.csv: this is a pipe or a device", await RefusesAsync("--data", "pipe.csv"));
    }

    [SkippableFact]
    public async Task ALinkToItselfIsRefused()
    {
        Skip.If(OperatingSystem.IsWindows(), "links need rights there");
        File.CreateSymbolicLink(folder["loop.csv"], "loop.csv");
        Assert.Contains("loop.csv: the file cannot be read", await RefusesAsync("--data", "loop.csv"));
    }

    [Fact]
    public async Task AFolderNamedLikeAFileIsRefused()
    {
        Directory.CreateDirectory(folder["dir.csv"]);
        Assert.Contains("dir.csv: ", await RefusesAsync("--data", "dir.csv"));
    }

    [Fact]
    public async Task ControlCharactersOfNamesDoNotReachTheTerminal()
    {
        var rows = Enumerable.Range(0, 100).Select(i => $"{Math.Sin(i):R},{Math.Cos(3 * i):R}");
        folder.Write("e.csv", "\e[31mred\e]0;title\a,\u009b2J\b\n" + string.Join('\n', rows) + "\n");
        string[] train = ["train", "gaussian", "--data", "e.csv", "--out", "run"];
        var result = (await Cli.RunAsync(folder.FullPath, train)).Succeeded();
        AssertHarmless(result.Output);
        AssertHarmless((await Cli.RunAsync(folder.FullPath, "sample", "run", "-n", "2")).Succeeded().Output);
        AssertHarmless(await RefusesAsync("--data", "no\e[31m.csv"));
    }

    private static void AssertHarmless(string text) =>
        Assert.DoesNotContain(text, letter => char.IsControl(letter) && letter is not '\n');

    private Task<string> RefusesAsync(params string[] arguments) => RefusesWithAsync("realnvp", arguments);

    private async Task<string> RefusesWithAsync(string model, params string[] arguments)
    {
        var before = folder.Content.ToList();
        var measured = await Measured.RunAsync(folder.FullPath, ["train", model, .. arguments, "--holdout", "0"]);
        string sentence = measured.Sentence();
        Assert.Equal(before, folder.Content);
        return sentence;
    }
}
