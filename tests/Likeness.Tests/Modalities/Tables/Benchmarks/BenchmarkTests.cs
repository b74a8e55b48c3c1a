using System.Globalization;
using System.Text.Json;
using Likeness.Data;
using Likeness.Evaluation;
using Likeness.Interop;
using Likeness.Modalities.Tables;
using Likeness.Modalities.Tables.Benchmarks;
using Likeness.Models.Flows;
using Likeness.Runs;
using Likeness.Testing;
using Likeness.Tests.House;

namespace Likeness.Tests.Modalities.Tables.Benchmarks;

/// <summary>
/// Each benchmark on a small synthetic file of its format: the values are those of its published program,
/// tests/golden/benchmarks.py.
/// </summary>
public sealed class BenchmarkTests : IDisposable
{
    private static readonly JsonElement Values = JsonDocument
        .Parse(Repository.Read("tests/golden/benchmarks.json"))
        .RootElement;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Random_numbers_are_NumPys()
    {
        var random = new MersenneTwister(42);
        Assert.Equal(Values.GetProperty("shuffled")[0].Deserialize<int[]>(), random.Shuffle(20).Select(i => 2 * i));
        double[] numbers = [random.NextDouble(), random.NextDouble(), random.NextDouble()];
        Assert.Equal(Values.GetProperty("shuffled")[1].Deserialize<double[]>(), numbers);
    }

    [Fact]
    public void Power() => AssertGolden("power", "power", Npy("data", MadeUp(730, 8, 1)));

    [Fact]
    public void Gas()
    {
        double[][] rows = MadeUp(451, 19, 2);
        foreach (double[] row in rows)
        {
            row[6] = row[4] + (0.01 * row[5]);
            row[11] = (3 * row[6]) + 1;
            row[17] = row[9] + (0.02 * row[10]);
        }

        AssertGolden("gas", "gas", Npy("ethylene_CO", rows));
    }

    [Fact]
    public void Gas_in_its_official_format() =>
        AssertGolden("gasOfficial", "gas", folder.Bytes("ethylene_CO.pickle", File("gasFile")));

    [Fact]
    public void Hepmass()
    {
        double[][] train = MadeUp(300, 8, 3);
        double[][] test = MadeUp(120, 9, 4);
        foreach (double[][] rows in new[] { train, test })
        {
            for (int i = 0; i < rows.Length; i++)
            {
                rows[i][0] = i % 3 != 0 ? 1 : 0;
                rows[i][4] = Math.Floor(4 * rows[i][4]);
            }
        }

        AssertGolden(
            "hepmass",
            "hepmass",
            folder.Text("1000_train.csv", Text(train, ",", "# label,f0,f1,f2,f3,f4,f5,f6")),
            // As published, rows may be longer than the header.
            folder.Text(
                "1000_test.csv",
                Text(test, ",", "# label,f0,f1,f2,f3,f4,f5,f6,mass")
                    .Replace("\n", ",7\n", StringComparison.Ordinal)
                    .Replace("mass,7", "mass", StringComparison.Ordinal)
            )
        );
    }

    [Fact]
    public void Miniboone_from_the_raw_text()
    {
        double[][] rows = MadeUp(260, 7, 5);
        for (int i = 0; i < rows.Length; i++)
        {
            rows[i][3] = Math.Floor(3 * rows[i][3]);
            rows[i][0] = i % 50 == 0 ? -999 : rows[i][0];
        }

        AssertGolden("miniboone", "miniboone", folder.Text("MiniBooNE_PID.txt", Text(rows, "  ", " 200  60")));
    }

    [SkippableFact]
    public void Miniboone_from_an_excerpt_of_the_published_array() =>
        AssertGolden("minibooneExcerpt", "miniboone", SharedData.Require("tabular/miniboone_first1523.npy"));

    [Fact]
    public void Bsds300_comes_as_it_is()
    {
        var loaded = Load(
            "bsds300",
            Npy("train", MadeUp(50, 63, 1)),
            Npy("validation", MadeUp(20, 63, 2)),
            Npy("test", MadeUp(30, 63, 3))
        );
        Assert.Equal((50, 20, 30), Sizes(loaded.Split!));
        Assert.Equal(MadeUp(20, 63, 2)[4], loaded.Table.Row(loaded.Split!.Validation[4]).ToArray());
        Assert.Equal(MadeUp(30, 63, 3)[29], loaded.Table.Row(loaded.Split.Test[29]).ToArray());
    }

    [Fact]
    public void Bsds300_in_its_official_format()
    {
        var loaded = Load("bsds300", folder.Bytes("BSDS300.hdf5", File("bsds300File")));
        Assert.Equal((10, 4, 6), Sizes(loaded.Split!));
        Assert.Equal(MadeUp(10, 63, 1)[9], loaded.Table.Row(loaded.Split!.Train[9]).ToArray());
        Assert.Equal(MadeUp(4, 63, 2)[3], loaded.Table.Row(loaded.Split.Validation[3]).ToArray());
        Assert.Equal(MadeUp(6, 63, 0)[0], loaded.Table.Row(loaded.Split.Test[0]).ToArray());
    }

    [Trait("Category", "Long")]
    [SkippableFact]
    public void A_run_trains_chooses_and_is_judged_by_the_published_parts()
    {
        LongTest.Require();
        var source = DataSource.FromFiles(Npy("data", MadeUp(300, 8, 9))) with { Benchmark = "power" };
        using var run = TrainedModel.Train(
            new RunSettings
            {
                Model = "realnvp",
                Options = new RealNvpOptions
                {
                    Epochs = 1,
                    Couplings = 2,
                    Hidden = 4,
                },
                Data = source,
                OutputFolder = folder.At("run"),
                Threads = 1,
            }
        );
        var data = run.As<TableModel>().LoadData();
        Assert.Equal((243, 27, 30), (data.Train.RowCount, data.Validation.RowCount, data.Test.RowCount));
        Assert.Equal("power", run.Record.Data.Source.Benchmark);
        Assert.All(data.Train.Columns, column => Assert.Null(column.Grid));
        Assert.Equal(30, ((EvaluationReport)run.Evaluate().Details).TestRows);
    }

    [Fact]
    public void Other_files_are_refused_in_one_sentence()
    {
        Assert.Equal("'powr' is not a benchmark of Likeness (did you mean power?)", Refusal("powr"));
        Assert.Equal("power is read from 1 file, not 0 (give Data data.npy)", Refusal("power"));
        Assert.Contains(
            "9 columns instead of 8",
            Refusal("power", Npy("a", MadeUp(30, 9, 1))),
            StringComparison.Ordinal
        );
        Assert.Contains("too few", Refusal("power", Npy("b", MadeUp(9, 8, 1))), StringComparison.Ordinal);
        Assert.Contains("no such file", Refusal("gas", folder.At("absent.npy")), StringComparison.Ordinal);
        string text = folder.Text("t.csv", "a,b\n1,2\n1\n");
        Assert.Contains(
            "line 3: the line has 1 numbers instead of 2",
            Refusal("hepmass", text, text),
            StringComparison.Ordinal
        );
        Assert.Contains("3 files, not 2", Refusal("bsds300", text, text), StringComparison.Ordinal);
        Assert.Contains("does not start with \\x89HDF", Refusal("bsds300", text), StringComparison.Ordinal);
        Assert.Contains("not of protocol 2", Refusal("gas", text), StringComparison.Ordinal);
        Assert.Contains("does not count signal", Refusal("miniboone", text), StringComparison.Ordinal);
    }

    [Fact]
    public void The_docs_name_every_benchmark_and_its_files() =>
        Assert.All(
            BenchmarkRegistry.All,
            entry =>
            {
                Assert.NotEmpty(entry.Summary);
                Assert.Contains(
                    $"| `{entry.Name}` | {entry.Files} |",
                    Repository.Read("docs/datasets.md"),
                    StringComparison.Ordinal
                );
            }
        );

    private void AssertGolden(string golden, string benchmark, params string[] files)
    {
        var loaded = Load(benchmark, files);
        var expected = Values.GetProperty(golden);
        var split = loaded.Split!;
        Assert.Equal(expected.GetProperty("width").GetInt32(), loaded.Table.Width);
        int part = 0;
        foreach (var rows in new[] { split.Train, split.Validation, split.Test })
        {
            Assert.Equal(expected.GetProperty("rows")[part].GetInt32(), rows.Length);
            AssertNear(expected.GetProperty("first")[part], loaded.Table.Row(rows[0]).ToArray());
            AssertNear(expected.GetProperty("last")[part], loaded.Table.Row(rows[^1]).ToArray());
            double sum = rows.Sum(row => loaded.Table.Row(row).ToArray().Sum(value => value * value));
            Assert.Equal(expected.GetProperty("sums")[part].GetDouble(), sum, 1e-6);
            part++;
        }
    }

    private static void AssertNear(JsonElement expected, double[] actual)
    {
        Assert.Equal(expected.GetArrayLength(), actual.Length);
        for (int i = 0; i < actual.Length; i++)
        {
            Assert.Equal(expected[i].GetDouble(), actual[i], 1e-9);
        }
    }

    private static byte[] File(string name) => Values.GetProperty(name).GetBytesFromBase64();

    private static LoadedTable Load(string benchmark, params string[] files) =>
        (DataSource.FromFiles(files) with { Benchmark = benchmark }).LoadTable();

    private static string Refusal(string benchmark, params string[] files) =>
        Assert.Throws<LikenessException>(() => BenchmarkRegistry.Find(benchmark).Load(files)).Message;

    private static (int, int, int) Sizes(DataSplit<int[]> split) =>
        (split.Train.Length, split.Validation.Length, split.Test.Length);

    private static double[][] MadeUp(int rows, int width, int salt) =>
        [
            .. Enumerable
                .Range(0, rows)
                .Select(i =>
                    Enumerable
                        .Range(0, width)
                        .Select(j =>
                            ((i * i * 7919L) + (j * 104729L) + (i * (j + 1) * 31L) + (salt * 613L)) % 10007 / 10007.0
                        )
                        .ToArray()
                ),
        ];

    private string Npy(string name, double[][] rows)
    {
        string path = folder.At($"{name}.npy");
        NpyWriter.Write(path, [rows.Length, rows[0].Length], [.. rows.SelectMany(row => row)]);
        return path;
    }

    private static string Text(double[][] rows, string separator, string first) =>
        string.Concat(
            rows.Select(row => string.Join(separator, row.Select(v => v.ToString("R", CultureInfo.InvariantCulture))))
                .Prepend(first)
                .Select(line => line + "\n")
        );
}
