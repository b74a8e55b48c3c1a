using System.Globalization;
using Likeness.Compute.Cpu;

namespace Likeness.Bench.MixedTables;

/// <summary>A table of the comparison: its files, and the column that is predicted.</summary>
/// <param name="Name">Its name on the command line.</param>
/// <param name="File">Its file below the folder of data.</param>
/// <param name="Target">The column that is predicted from all others.</param>
/// <param name="TestFile">The file of its test rows; null to choose a fifth of the rows at random.</param>
internal sealed record MixedTable(string Name, string File, string Target, string? TestFile = null)
{
    private const double TestPart = 0.2;

    /// <summary>All tables.</summary>
    public static IReadOnlyList<MixedTable> All { get; } =
    [
        new("adult", "mixed/adult-train.csv", "x14", "mixed/adult-test.csv"),
        new("diamonds", "mixed/diamonds.csv", "price"),
        new("california", "tabular/california_housing.csv", "MedHouseVal"),
        new("taxis", "mixed/taxis.csv", "fare"),
        new("titanic", "mixed/titanic.csv", "survived"),
        new("penguins", "mixed/penguins.csv", "species"),
    ];

    /// <summary>Writes the training and the test rows, line by line, so that both keep the format of the file.</summary>
    /// <param name="data">The folder of data.</param>
    /// <param name="folder">The folder to write to.</param>
    /// <returns>The two files.</returns>
    public (string Train, string Test) Split(string data, string folder)
    {
        string[] lines = [.. Lines(Path.Combine(data, File))];
        string[] header = TestFile is null ? lines[..1] : [];
        string[] rows = lines[header.Length..];
        string[] test;
        if (TestFile is not null)
        {
            // The official test file of Adult begins with a comment and ends each line with a full stop.
            test =
            [
                .. Lines(Path.Combine(data, TestFile)).Where(line => line[0] != '|').Select(line => line.TrimEnd('.')),
            ];
        }
        else
        {
            int[] order = new PhiloxRandom(1, 0).Permutation(rows.Length);
            int held = (int)(TestPart * rows.Length);
            test = [.. order[..held].Select(row => rows[row])];
            rows = [.. order[held..].Select(row => rows[row])];
        }

        return (Write("train", rows), Write("test", test));

        string Write(string part, string[] of)
        {
            string path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{Name}-{part}.csv"));
            System.IO.File.WriteAllLines(path, header.Concat(of));
            return path;
        }
    }

    private static IEnumerable<string> Lines(string path) =>
        System.IO.File.ReadLines(path).Where(line => line.Length > 0);
}
