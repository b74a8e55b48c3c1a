using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Likeness.Cli.Tests.Hosting;

/// <summary>A process of <see cref="CommandHost"/>.</summary>
/// <param name="process">The started process, its streams redirected.</param>
internal sealed class HostProcess(Process process) : IDisposable
{
    /// <summary>Runs a command to completion.</summary>
    /// <param name="folder">The working folder.</param>
    /// <param name="arguments">The command line.</param>
    /// <param name="patience">After this time the process is killed.</param>
    /// <exception cref="TimeoutException">The command ran longer.</exception>
    /// <exception cref="InvalidOperationException">The process ended before the command did.</exception>
    public async Task<CliResult> RunAsync(string folder, IReadOnlyList<string> arguments, TimeSpan patience)
    {
        string end = $"{Guid.NewGuid():N} ";
        await process.StandardInput.WriteLineAsync(
            JsonSerializer.Serialize(new HostedCommand(folder, [.. arguments], end))
        );
        await process.StandardInput.FlushAsync();
        var output = ReadAsync(process.StandardOutput, end);
        var error = ReadAsync(process.StandardError, end);
        var both = Task.WhenAll(output, error);
        bool isLate = await Task.WhenAny(both, Task.Delay(patience)) != both;
        if (isLate)
        {
            process.Kill(entireProcessTree: true);
        }

        await both;
        var (text, code) = await output;
        string errors = (await error).Text;
        if (isLate)
        {
            throw new TimeoutException($"{text}{errors}\nThe command ran longer than {patience}.");
        }

        return code is { } ended
            ? new(ended, text, errors)
            : throw new InvalidOperationException($"{text}{errors}\nThe command ended its process ({ExitStatus()}).");
    }

    /// <summary>Ends the process.</summary>
    public void Dispose()
    {
        process.StandardInput.Close();
        if (!process.WaitForExit(TimeSpan.FromSeconds(10)))
        {
            process.Kill(entireProcessTree: true);
        }

        process.Dispose();
    }

    private string ExitStatus() =>
        process.WaitForExit(TimeSpan.FromSeconds(10)) ? $"exit code {process.ExitCode}" : "it still runs";

    // The text before the end, and the exit code after it; all text and no code if the process ended.
    private static async Task<(string Text, int? Code)> ReadAsync(StreamReader reader, string end)
    {
        const int LongestEnd = 48; // the identifier and the exit code
        var text = new StringBuilder();
        char[] buffer = new char[4096];
        while (await reader.ReadAsync(buffer) is > 0 and int count)
        {
            text.Append(buffer, 0, count);
            int start = Math.Max(0, text.Length - LongestEnd);
            string tail = text.ToString(start, text.Length - start);
            int place = tail.IndexOf(end, StringComparison.Ordinal);
            if (place >= 0 && tail[^1] == '\n')
            {
                int code = int.Parse(tail.AsSpan(place + end.Length).TrimEnd(), CultureInfo.InvariantCulture);
                return (text.ToString(0, start + place), code);
            }
        }

        return (text.ToString(), null);
    }
}
