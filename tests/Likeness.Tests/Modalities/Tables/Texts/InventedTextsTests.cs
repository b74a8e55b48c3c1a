using System.Globalization;
using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables;
using Likeness.Modalities.Tables.Texts;
using Likeness.Models.Trees;
using Likeness.Runs;
using Likeness.Testing;

namespace Likeness.Tests.Modalities.Tables.Texts;

/// <summary>Columns of names, which are invented, and agree within their row.</summary>
public sealed class InventedTextsTests
{
    private const int Rows = 1200;
    private static readonly string[] Firsts = ["Anna", "Ben", "Carla", "Deniz", "Elif", "Fabian", "Greta", "Hugo"];
    private static readonly string[] Beginnings =
    [
        "Har",
        "Wil",
        "Ander",
        "Mart",
        "Thom",
        "Whit",
        "Robin",
        "Lew",
        "Hall",
        "Nel",
    ];
    private static readonly string[] Endings =
    [
        "ris",
        "son",
        "s",
        "tin",
        "as",
        "er",
        "land",
        "ley",
        "well",
        "ford",
        "man",
        "field",
    ];

    [Fact]
    public void NamesAndWhatRepeatsThemAreFound()
    {
        using var folder = new TemporaryFolder();
        var people = People(folder);
        string[] kinds = [.. people.Columns.Select(column => column.Kind.Name)];
        Assert.Equal(["identifier", "category", "text", "text", "text", "identifier", "text"], kinds);
        Assert.True(people.Columns[2].Kind is TextKind { IsInvented: true });
        var search = new TextSourceSearch(people);
        Assert.Empty(search.Find(2).Sources);
        Assert.Equal(
            [new("first", TextPiece.Whole, TextLetters.Same), new("last", TextPiece.Whole, TextLetters.Same)],
            search.Find(3).Sources
        );
        Assert.Equal(
            ["first", "last"],
            search.Find(4).Sources.Select(source => source.Column).Distinct().Order(StringComparer.Ordinal)
        );
        Assert.Contains(new("first", TextPiece.Initial, TextLetters.Small), search.Find(4).Sources);
        Assert.Equal("id", Assert.Single(search.Find(5).Sources).Column);
    }

    [Fact]
    public void SamplesRepeatTheNamesOfTheirRowAndCopyNone()
    {
        using var folder = new TemporaryFolder();
        var people = People(folder);
        using var trained = TrainedModel.Train(
            new RunSettings
            {
                Model = "trees",
                Data = DataSource.FromTable(people),
                OutputFolder = folder.At("run"),
            }
        );
        using var loaded = TrainedModel.Open(folder.At("run"));
        var samples = loaded.As<TableModel>().Sample(800, seed: 3);
        Assert.Equal(Texts(trained.As<TableModel>().Sample(800, seed: 3)), Texts(samples));
        string[][] rows = Texts(samples);
        var companies = people.ColumnValues(6).Where(cell => !double.IsNaN(cell)).Select(people.Columns[6].Kind.Write);
        Assert.Empty(rows.Select(row => row[6]).Where(text => text.Length > 0).Intersect(companies.Where(IsRare)));
        foreach (string[] row in rows)
        {
            Assert.Equal($"{row[1]} {row[2]}", row[3]);
            Assert.NotEmpty(row[2]);
            string[] ends = [row[2].ToLowerInvariant(), row[1].ToLowerInvariant()];
            Assert.Contains(ends[0], row[4], StringComparison.Ordinal);
            Assert.Matches("@(mail|post)[.]example$", row[4]);
            Assert.StartsWith($"{ends[1][0]}", row[4], StringComparison.Ordinal);
            Assert.Equal($"https://shop.example/c/{row[0]}", row[5]);
        }

        Assert.StartsWith(
            "no condition on 'full' is possible: the model does not learn texts (give one on first, ",
            Assert.Throws<LikenessException>(() => loaded.As<TableModel>().ParseConditions("full=Anna King")).Message,
            StringComparison.Ordinal
        );
        // A company is missing for half of the people.
        Assert.InRange(rows.Count(row => row[6].Length == 0), 300, 500);
        // The word that only one row has.
        bool IsRare(string text) => text.Contains("Quetzal", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ANameFollowsFromAKeyThatIsMadeOfIt(bool isReversed)
    {
        var random = new PhiloxRandom(3, 1);
        string[] lasts = [.. Beginnings.SelectMany(start => Endings.Take(3).Select(end => start + end))];
        var lines = new HashSet<string> { "name;mail" };
        for (int row = 0; row < Rows; row++)
        {
            string first = Firsts[random.NextInt(Firsts.Length)];
            string last = lasts[random.NextInt(lasts.Length)];
            string user = $"{(isReversed ? $"{last}_{first}" : $"{first}.{last}")}{random.NextInt(98) + 1}";
            lines.Add(
                $"{(isReversed ? $"{last}, {first}" : $"{first} {last}")};{user.ToLowerInvariant()}@mail.example"
            );
        }

        using var folder = new TemporaryFolder();
        string path = folder.At("people.csv");
        File.WriteAllLines(path, lines);
        var people = DataSource.FromFiles(path).LoadTable().Table;
        people = Table.FromColumns(
            [
                new("name")
                {
                    Kind = new TextKind(((CategoryKind)people.Columns[0].Kind).Levels) { IsInvented = true },
                },
                people.Columns[1],
            ],
            [people.ColumnValues(0), people.ColumnValues(1)]
        );
        using var trained = TrainedModel.Train(
            new RunSettings { Model = "trees", Data = DataSource.FromTable(people) }
        );
        string[][] rows = Texts(trained.As<TableModel>().Sample(800, seed: 3));
        foreach (string[] row in rows)
        {
            string[] words = row[0].ToLowerInvariant().Split(isReversed ? ", " : " ");
            Assert.Matches($"^{words[0]}[._]{words[1]}[0-9]+@mail[.]example$", row[1]);
        }

        Assert.Equal(rows.Length, rows.Select(row => row[1]).Distinct().Count());
    }

    [Fact]
    public void PartsOfASampleAreOneTable()
    {
        using var folder = new TemporaryFolder();
        using var model = TrainedModel.Train(
            new RunSettings { Model = "histogram", Data = DataSource.FromTable(People(folder)) }
        );
        string[][] rows = Texts(model.As<TableModel>().Sample(70_000, seed: 1));
        Assert.All(rows, row => Assert.Equal($"{row[1]} {row[2]}", row[3]));
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public void CategoriesThatArePutTogetherFollowFromOthers(bool findsRules, bool isDeclared)
    {
        string[] towns =
        [
            .. Enumerable.Range(0, 30).Select(i => $"Town{(char)('A' + (i % 26))}{(char)('a' + (i / 26))}"),
        ];
        string[] lands = ["Utopia", "Ruritania"];
        string[] places = [.. towns.SelectMany(town => lands.Select(land => $"{town}, {land}"))];
        double[] town = [.. Enumerable.Range(0, 900).Select(row => (double)(row * 7 % 30))];
        double[] land = [.. Enumerable.Range(0, 900).Select(row => (double)(row * row % 11 % 2))];
        var table = Table.FromColumns(
            [
                new("town") { Kind = new CategoryKind(towns) },
                new("land") { Kind = new CategoryKind(lands) },
                new("place") { Kind = new CategoryKind(places) },
            ],
            [town, land, [.. town.Zip(land, (one, other) => (2 * one) + other)]]
        );
        var settings = new TableSettings
        {
            FindsRules = findsRules,
            Rules = isDeclared ? ["place determines town"] : null,
        };
        var encoding = TableEncoding.Fit(table, new TreesOptions(), settings);
        bool isJoined = findsRules && !isDeclared;
        Assert.Equal(isJoined ? "text" : "category", encoding.Columns[2].Kind.Name);
        Assert.Equal(isDeclared ? 1 : 0, encoding.Rules.Count);
        if (isJoined)
        {
            var numbers = encoding.ToNumbers(table.AlignTo(encoding.Columns)).Numbers;
            Assert.Equal(2, numbers.Width);
            string[][] rows = Texts(new InventedTexts(1).Fill(encoding.FromNumbers(numbers), 0));
            Assert.All(rows, row => Assert.Equal($"{row[0]}, {row[1]}", row[2]));
        }
    }

    [Fact]
    public void ASourceThatIsMissingIsNotRepeated()
    {
        var spelling = TextSpelling.Fit([
            .. Enumerable.Repeat($"{TextSource.First} & Co", 9),
            .. Enumerable.Repeat("Solo", 9),
        ])!;
        var rows = Table.FromColumns(
            [
                new("name") { Kind = new CategoryKind(["Wood"]), Missing = "" },
                new("firm")
                {
                    Kind = new TextKind([])
                    {
                        IsInvented = true,
                        Spelling = spelling,
                        Sources = [new("name", TextPiece.Whole, TextLetters.Capital)],
                    },
                },
            ],
            [
                [.. Enumerable.Range(0, 200).Select(row => row % 2 == 0 ? 0.0 : double.NaN)],
                new double[200],
            ]
        );
        string[][] texts = Texts(new InventedTexts(5).Fill(rows, 0));
        Assert.Equal(
            ["Solo", "WOOD & Co"],
            texts.Where((_, row) => row % 2 == 0).Select(row => row[1]).Distinct().Order()
        );
        Assert.Equal(["Solo"], texts.Where((_, row) => row % 2 == 1).Select(row => row[1]).Distinct());
    }

    [Fact]
    public void TextsThatAreAllDifferentStaySo()
    {
        string[] texts = [.. Enumerable.Range(0, 100).Select(i => $"u{i % 10}{i / 10}")];
        var column = new Column("user")
        {
            Kind = new TextKind([])
            {
                IsInvented = true,
                IsUnique = true,
                Spelling = TextSpelling.Fit(texts),
            },
        };
        string[][] users = Texts(new InventedTexts(5).Fill(Table.FromColumns([column], [new double[30]]), 0));
        Assert.Equal(30, users.Select(row => row[0]).Distinct().Count());
    }

    [Theory]
    [InlineData("Anna Maria King", TextPiece.Whole, TextLetters.Small, "-", "anna-maria-king")]
    [InlineData("Anna Maria King", TextPiece.FirstWord, TextLetters.Same, null, "Anna")]
    [InlineData("Anna Maria King", TextPiece.LastWord, TextLetters.Capital, null, "KING")]
    [InlineData("Anna", TextPiece.Initial, TextLetters.Small, null, "a")]
    [InlineData("O'Hara & Sons", TextPiece.Whole, TextLetters.Small, "", "oharasons")]
    [InlineData("", TextPiece.Initial, TextLetters.Small, null, "")]
    [InlineData("anna.king42@mail.example", TextPiece.FirstLetters, TextLetters.Title, null, "Anna")]
    [InlineData("7_anna.king42@mail.example", TextPiece.SecondLetters, TextLetters.Title, null, "King")]
    [InlineData("anna", TextPiece.FirstLetters, TextLetters.Same, null, "anna")]
    [InlineData("anna1", TextPiece.SecondLetters, TextLetters.Title, null, "")]
    public void ASourceWritesAPiece(string text, TextPiece piece, TextLetters letters, string? gap, string expected) =>
        Assert.Equal(expected, new TextSource("name", piece, letters, gap).Of(text));

    private static string[][] Texts(Table rows) =>
        [
            .. Enumerable
                .Range(0, rows.RowCount)
                .Select(row => rows.Columns.Select((column, i) => column.Write(rows[row, i])).ToArray()),
        ];

    private static Table People(TemporaryFolder folder)
    {
        var random = new PhiloxRandom(7, 1);
        var lines = new List<string> { "id,first,last,full,mail,link,company" };
        for (int row = 0; row < Rows; row++)
        {
            string first = Firsts[random.NextInt(Firsts.Length)];
            string last =
                Beginnings[random.NextInt(Beginnings.Length)]
                + Endings[random.NextInt(Endings.Length)]
                + Endings[random.NextInt(Endings.Length)];
            string user = random.NextInt(2) == 0 ? $"{first}.{last}" : $"{first[0]}{last}{random.NextInt(90) + 10}";
            string host = random.NextInt(3) == 0 ? "post" : "mail";
            string company =
                random.NextInt(2) == 0
                    ? ""
                    : $"{(row == 7 || row == 8 ? "Quetzal" : Beginnings[random.NextInt(10)])}{Endings[random.NextInt(12)]}{Endings[random.NextInt(12)]} Ltd";
            string id = random.NextUInt64().ToString("x16", CultureInfo.InvariantCulture);
            lines.Add(
                $"{id},{first},{last},{first} {last},{user.ToLowerInvariant()}@{host}.example,https://shop.example/c/{id},{company}"
            );
        }

        string path = folder.At("people.csv");
        File.WriteAllLines(path, lines);
        return DataSource.FromFiles(path).LoadTable().Table;
    }
}
