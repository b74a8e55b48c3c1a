using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Likeness.Cli.Tests;

/// <summary>A small table and options with which a whole run takes about two seconds.</summary>
internal static class SmallRun
{
    /// <summary>The results of a run that must be byte-identical for any number of threads and interruptions.</summary>
    public static readonly string[] Results =
    [
        "checkpoint.safetensors",
        "best.safetensors",
        "history.csv",
        "samples.csv",
        "metrics.json",
    ];

    /// <summary>Writes points.csv: a noisy circle, 200 rows.</summary>
    public static void WriteData(TemporaryFolder folder)
    {
        var text = new StringBuilder("x,y,z\n");
        for (int row = 0; row < 200; row++)
        {
            double angle = row * 2.399963; // the golden angle: evenly spread, without repeats
            double radius = 1 + (0.1 * Math.Sin(row * 12.9898));
            text.Append(
                CultureInfo.InvariantCulture,
                $"{radius * Math.Cos(angle):R},{radius * Math.Sin(angle):R},{row % 7}\n"
            );
        }

        folder.Write("points.csv", text.ToString());
    }

    /// <summary>The training command.</summary>
    public static string[] Train(string output, int epochs, params string[] more) =>
        [
            "train",
            "realnvp",
            "--data",
            "points.csv",
            "--couplings",
            "2",
            "--hidden",
            "16",
            "--epochs",
            epochs.ToString(CultureInfo.InvariantCulture),
            "--seed",
            "5",
            "--out",
            output,
            .. more,
        ];

    /// <summary>Each result with its hash.</summary>
    public static IEnumerable<string> Hashes(string run) =>
        Results.Select(name =>
            $"{name} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(Path.Combine(run, name))))}"
        );
}
