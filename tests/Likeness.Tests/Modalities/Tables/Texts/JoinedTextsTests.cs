using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables;
using Likeness.Runs;
using Likeness.Testing;
using Likeness.Tests.Modalities.Tables.Subjects;

namespace Likeness.Tests.Modalities.Tables.Texts;

/// <summary>Texts that are constant texts and cells of other columns in all rows.</summary>
public sealed class JoinedTextsTests
{
    private const int Rows = 400;

    private readonly PhiloxRandom random = new(3, 0);

    /// <summary>Names of one letter stand in many paths by chance.</summary>
    [Fact]
    public void APathIsAFolderAndAName()
    {
        var files = Files(_ => "/");
        Assert.Equal(
            ["path = folder + \"/\" + name"],
            Rules(files).Where(rule => rule.StartsWith("path", StringComparison.Ordinal))
        );
        using var folder = new TemporaryFolder();
        var trained = TrainedModel.Train(
            new RunSettings
            {
                Model = "trees",
                Data = Source(folder, files),
                OutputFolder = folder.At("run"),
            }
        );
        string[] paths;
        using (trained)
        {
            var samples = trained.As<TableModel>().Sample(2000, 7);
            paths = VisitRows.Texts(samples, "path");
            Assert.Equal(Joined(samples, "folder", "/", "name"), paths);
            Assert.True(paths.Distinct().Count() > Rows / 4);
            Assert.Equal(
                VisitRows
                    .Texts(samples, "first")
                    .Zip(
                        VisitRows.Texts(samples, "last"),
                        (first, last) => $"{first[..1].ToLowerInvariant()}.{last.ToLowerInvariant()}@shop.example"
                    ),
                VisitRows.Texts(samples, "owner")
            );
        }

        using var stored = TrainedModel.Open(folder.At("run")).As<TableModel>();
        Assert.Equal(paths, VisitRows.Texts(stored.Sample(2000, 7), "path"));
    }

    /// <summary>Fresh keys are counted on, beyond the first digits of the data's: addresses with them have no pattern of their own.</summary>
    [Fact]
    public void AnAddressHasTheKeyOfItsRow()
    {
        using var folder = new TemporaryFolder();
        string text =
            "player_id,url,height\n"
            + string.Concat(
                Enumerable
                    .Range(0, Rows)
                    .Select(row => 190_000 + (row * 9_973 % 49_999))
                    .Select(id => $"{id},https://players.example/player/{id},{160 + random.NextInt(40)}\n")
            );
        using var trained = TrainedModel.Train(
            new RunSettings { Model = "trees", Data = DataSource.FromFiles(folder.Text("players.csv", text)) }
        );
        var samples = trained.As<TableModel>().Sample(300, 7);
        Assert.Equal(
            VisitRows.Texts(samples, "player_id").Select(id => $"https://players.example/player/{id}"),
            VisitRows.Texts(samples, "url")
        );
        Assert.Equal(300, VisitRows.Texts(samples, "url").Distinct().Count());
        Assert.IsType<TextKind>(trained.As<TableModel>().LoadData().Train.Columns[1].Kind);
    }

    [Fact]
    public void WhatOneRowBreaksIsNoRule()
    {
        var files = Files(row => row == 17 ? ":" : "/");
        Assert.DoesNotContain(Rules(files), rule => rule.StartsWith("path", StringComparison.Ordinal));
    }

    /// <summary>A cell that hardly differs may stand in the texts by chance: it is a constant text.</summary>
    [Fact]
    public void WhatIsNearlyConstantIsAConstantText()
    {
        List<string> files =
        [
            .. Files(_ => "/").Select((line, row) => row == 0 ? $"{line},disk" : $"{line},{(row == 8 ? "tape" : "/")}"),
        ];
        Assert.DoesNotContain(Rules(files), rule => rule.Contains("disk", StringComparison.Ordinal));
        Assert.Contains("path = folder + \"/\" + name", Rules(files));
    }

    /// <summary>A path without its folder would be no path.</summary>
    [Fact]
    public void WithoutAPartThereIsNoText()
    {
        var files = Files(_ => "/", row => row % 5 == 0);
        Assert.Contains("path = folder + \"/\" + name", Rules(files));
        using var folder = new TemporaryFolder();
        using var trained = TrainedModel.Train(new RunSettings { Model = "trees", Data = Source(folder, files) });
        var samples = trained.As<TableModel>().Sample(1000, 7);
        string[] names = VisitRows.Texts(samples, "name");
        string[] paths = VisitRows.Texts(samples, "path");
        Assert.Contains("", names);
        Assert.All(names.Zip(paths).Where(one => one.First.Length == 0), one => Assert.Equal("", one.Second));
    }

    private IReadOnlyList<string> Rules(List<string> lines)
    {
        using var folder = new TemporaryFolder();
        var source = Source(folder, lines);
        return source.DescribeRules(source.LoadTable().Table);
    }

    private static DataSource Source(TemporaryFolder folder, List<string> lines)
    {
        File.WriteAllLines(folder.At("files.csv"), lines);
        return DataSource.FromFiles(folder.At("files.csv"));
    }

    private static IEnumerable<string> Joined(Table rows, string first, string between, string second) =>
        VisitRows.Texts(rows, first).Zip(VisitRows.Texts(rows, second), (one, other) => one + between + other);

    private List<string> Files(Func<int, string> between, Func<int, bool>? isMissing = null)
    {
        string[] folders =
        [
            .. Enumerable.Range(0, 30).Select(i => $"/usr/share/{Word(4)}/libraries/{Word(6)}/{Word(3)}{i}"),
        ];
        var lines = new List<string> { "path,size,folder,name,first,last,owner" };
        for (int row = 0; row < Rows; row++)
        {
            string folder = folders[random.NextInt(30)];
            string name =
                random.NextInt(4) == 0
                    ? Word(1)
                    : $"{Word(3 + random.NextInt(3))}.{(random.NextInt(2) == 0 ? "txt" : "so")}";
            (string first, string last) = (Capital(Word(4)), Capital(Word(5)));
            string path = $"{folder}{between(row)}{name}";
            if (isMissing?.Invoke(row) == true)
            {
                (path, name) = ("", "");
            }

            lines.Add(
                $"{path},{random.NextInt(9000)},{folder},{name},{first},{last},{char.ToLowerInvariant(first[0])}.{last.ToLowerInvariant()}@shop.example"
            );
        }

        return lines;
    }

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];

    private string Word(int length)
    {
        string[] letters = ["bdklmnrst", "aeiou"];
        return string.Concat(
            Enumerable.Range(0, length).Select(i => letters[i % 2][random.NextInt(letters[i % 2].Length)])
        );
    }
}
