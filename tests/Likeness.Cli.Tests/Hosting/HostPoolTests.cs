using System.Diagnostics;

namespace Likeness.Cli.Tests.Hosting;

/// <summary>A command whose host fails is run once more, in a new one; a new host that fails is an error.</summary>
public sealed class HostPoolTests
{
    // Answers so many commands, and ends when the next one comes.
    private const string Script = """
        for ((i = 0; i < $1; i++)); do
            read -r line
            end=$(sed -E 's/.*"End":"([^"]*)".*/\1/' <<<"$line")
            printf 'hello\n%s0\n' "$end"
            printf '%s0\n' "$end" >&2
        done
        read -r line
        exit 7
        """;

    [SkippableTheory]
    [InlineData(1, 2, true)]
    [InlineData(1, 0, false)]
    [InlineData(0, 1, false)]
    public async Task ACommandIsRunOnceMoreIfItsHostHadRunOthers(int first, int second, bool isAnswered)
    {
        Skip.If(OperatingSystem.IsWindows(), "the host of this test is a script of bash");
        var hosts = new Queue<int>([first, second]);
        var failures = new List<string>();
        using var pool = new HostPool(() => StartHost(hosts.Dequeue()), failures.Add);
        if (first > 0)
        {
            Assert.Equal("hello\n", (await RunAsync(pool)).Output);
        }

        var last = RunAsync(pool);
        if (isAnswered)
        {
            Assert.Equal("hello\n", (await last).Output);
        }
        else
        {
            var error = await Assert.ThrowsAsync<InvalidOperationException>(() => last);
            Assert.Contains("exit code 7", error.Message, StringComparison.Ordinal);
        }

        Assert.Equal(first, failures.Count);
    }

    private static Task<CliResult> RunAsync(HostPool pool) => pool.RunAsync("", ["--help"], TimeSpan.FromMinutes(1));

    private static HostProcess StartHost(int commands) =>
        new(
            Process.Start(
                new ProcessStartInfo("bash", ["-c", Script, "bash", $"{commands}"])
                {
                    RedirectStandardInput = true,
                    UseShellExecute = false,
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                }
            )!
        );
}
