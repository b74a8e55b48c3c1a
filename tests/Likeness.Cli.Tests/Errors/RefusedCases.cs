using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Likeness.Cli.Tests.Errors;

/// <summary>An input that no machine can serve.</summary>
/// <param name="Name">What is given.</param>
/// <param name="Write">Writes its file.</param>
/// <param name="Command">The command.</param>
internal sealed record RefusedCase(string Name, Action<TemporaryFolder> Write, string Command);

/// <summary>Inputs, options and files that must be refused in time and within little memory.</summary>
internal static class RefusedCases
{
    public static IReadOnlyList<RefusedCase> All { get; } =
    [
        Option("`--hidden 65536`", "--hidden 65536"),
        Option("`--hidden 32768 --couplings 64`", "--hidden 32768 --couplings 64"),
        new("60,000 columns", folder => WriteWide(folder, 60_000), "train gaussian --data wide.csv"),
        new("65,000 columns, a copula", folder => WriteWide(folder, 65_000), "train copula --data wide.csv"),
        new("300,000 columns", folder => WriteWide(folder, 300_000), "train realnvp --data wide.csv"),
        new("300,000 columns, described", folder => WriteWide(folder, 300_000), "describe wide.csv"),
        Data("a line of 5 MB", "line.csv", folder => folder.Write("line.csv", new string('1', 5_000_000))),
        Data("a `.npy` of 3,000,000 axes", "axes.npy", WriteAxes),
        Data("a constant column of 1e200", "large.csv", folder => folder.Write("large.csv", Large())),
        Data("a link to `/dev/zero`", "link.csv", folder => File.CreateSymbolicLink(folder["link.csv"], "/dev/zero")),
        Data("a pipe", "pipe.csv", WritePipe),
        Data("a folder named `.csv`", "dir.csv", folder => Directory.CreateDirectory(folder["dir.csv"])),
        new("a `.wav` of 1 Hz", folder => folder.Write("slow.wav", Wave()), "train wavenet --data slow.wav"),
        new(
            "a damaged archive of CIFAR-10",
            folder => folder.Write("cifar/cifar-10-binary.tar.gz", new byte[1000]),
            "train dcgan --dataset cifar10 --data-dir cifar"
        ),
    ];

    private static RefusedCase Option(string name, string options) =>
        new(name, SmallRun.WriteData, $"train realnvp --data points.csv {options}");

    private static RefusedCase Data(string name, string file, Action<TemporaryFolder> write) =>
        new(name, write, $"train realnvp --data {file}");

    private static string Large() => "a,b\n" + string.Concat(Enumerable.Range(0, 100).Select(i => $"{i % 13},1e200\n"));

    private static void WriteWide(TemporaryFolder folder, int columns)
    {
        var text = new StringBuilder();
        for (int row = 0; row < 10; row++)
        {
            var cells = Enumerable
                .Range(0, columns)
                .Select(i => ((i * (row + 3)) % 97).ToString(CultureInfo.InvariantCulture));
            text.AppendJoin(',', cells).Append('\n');
        }

        folder.Write("wide.csv", text.ToString());
    }

    private static void WriteAxes(TemporaryFolder folder)
    {
        string header =
            "{'descr': '<f8', 'fortran_order': False, 'shape': ("
            + string.Concat(Enumerable.Repeat("1,", 3_000_000))
            + "), }\n";
        byte[] start = [0x93, .. "NUMPY"u8, 2, 0, .. BitConverter.GetBytes(header.Length)];
        folder.Write("axes.npy", [.. start, .. Encoding.ASCII.GetBytes(header), .. new byte[8]]);
    }

    private static void WritePipe(TemporaryFolder folder)
    {
        using var make = Process.Start("mkfifo", folder["pipe.csv"]);
        make.WaitForExit();
    }

    // 16 bits, mono, 4,000 samples at one a second.
    private static byte[] Wave() =>
        [
            .. "RIFF"u8,
            .. BitConverter.GetBytes(8036),
            .. "WAVEfmt "u8,
            .. BitConverter.GetBytes(16),
            1,
            0,
            1,
            0,
            .. BitConverter.GetBytes(1),
            .. BitConverter.GetBytes(2),
            2,
            0,
            16,
            0,
            .. "data"u8,
            .. BitConverter.GetBytes(8000),
            .. new byte[8000],
        ];
}
