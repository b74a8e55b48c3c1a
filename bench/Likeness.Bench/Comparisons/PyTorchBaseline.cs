using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Likeness.Bench.Comparisons;

/// <summary>
/// The baseline of a comparison: a Python script, run in each <see cref="BaselineSetting"/>; the best value of each measure is
/// kept.
/// </summary>
/// <param name="script">The script's name in <c>bench/baselines</c>.</param>
/// <param name="options">The Python interpreter and the time limits.</param>
internal sealed class PyTorchBaseline(string script, ComparisonOptions options)
{
    /// <summary>The interpreter of Debian's python3-torch.</summary>
    public const string DefaultPython = "/usr/bin/python3";

    /// <summary>The best value over all settings, by name.</summary>
    /// <param name="results">The measures.</param>
    /// <exception cref="LikenessException">The script did not run.</exception>
    public IReadOnlyDictionary<string, double> Best(IEnumerable<ComparisonResult> results)
    {
        string[] more =
        [
            "--seconds",
            options.Seconds.ToString(CultureInfo.InvariantCulture),
            "--only",
            options.Only,
            .. options.IsSmall ? ["--small"] : Array.Empty<string>(),
        ];
        var runs = BaselineSetting.All(options.KeepsEnvironment).Select(setting => Run(setting, more)).ToList();
        return results.ToDictionary(
            result => result.Name,
            result =>
                runs.Where(run => run.ContainsKey(result.Name)).Select(run => run[result.Name]).Aggregate(result.Better)
        );
    }

    /// <summary>Runs the script once in one setting.</summary>
    /// <returns>Its values by name.</returns>
    /// <exception cref="LikenessException">The script did not run.</exception>
    public IReadOnlyDictionary<string, double> Run(BaselineSetting setting, params IReadOnlyList<string> more)
    {
        string path = Path.Combine(AppContext.BaseDirectory, "baselines", $"{script}.py");
        var start = new ProcessStartInfo(options.Python!, [path, "--threads", $"{setting.Threads}", .. more])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        setting.Apply(start.Environment);
        try
        {
            using Process process = Process.Start(start)!;
            string line = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            if (process.ExitCode == 0)
            {
                using var report = JsonDocument.Parse(line);
                return report
                    .RootElement.GetProperty("measures")
                    .EnumerateObject()
                    .ToDictionary(number => number.Name, number => number.Value.GetDouble());
            }
        }
        catch (Win32Exception)
        {
            // The interpreter does not exist; reported below.
        }

        throw new LikenessException(
            $"{options.Python} did not run bench/baselines/{script}.py: the baseline's library is needed for the ratio (python3-torch or python3-sklearn, or --python PATH)."
        );
    }
}
