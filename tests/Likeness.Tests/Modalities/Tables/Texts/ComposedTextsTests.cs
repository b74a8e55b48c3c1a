using System.Globalization;
using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables;
using Likeness.Modalities.Tables.Texts;
using Likeness.Runs;
using Likeness.Testing;

namespace Likeness.Tests.Modalities.Tables.Texts;

/// <summary>Texts that are put together from numbers, times and keys of their row, and words that go with a category.</summary>
public sealed class ComposedTextsTests
{
    private const int Rows = 400;

    private readonly PhiloxRandom random = new(11, 0);

    [Fact]
    public void APlaceRepeatsItsCoordinates()
    {
        var (sources, samples) = Sampled(
            "lat,lon,place",
            _ => (Number(41, 1), Number(-88, 1)) is var (lat, lon) ? $"{lat},{lon},\"({lat}, {lon})\"" : ""
        );
        Assert.Equal(["lat", "lon"], sources);
        Assert.All(samples, row => Assert.Equal($"({row[0]}, {row[1]})", row[2]));
        Assert.True(samples.Select(row => row[2]).Distinct().Count() > 200);
    }

    [Fact]
    public void AnArticleRepeatsItsNumberAndColour()
    {
        string[] colours = ["RED", "BLUE", "GREEN"];
        var (sources, samples) = Sampled(
            "number,colour,name",
            row =>
                (1000 + random.NextInt(9000), colours[row % 3]) is var (number, colour)
                    ? $"{number},{colour},SKU-{number}-{colour}"
                    : ""
        );
        Assert.Equal(["colour", "number"], sources);
        Assert.All(samples, row => Assert.Equal($"SKU-{row[0]}-{row[1]}", row[2]));
    }

    /// <summary>Two rows of the same set: both columns are keys that repeat.</summary>
    [Fact]
    public void ALinkRepeatsAKeyThatIsThereTwice()
    {
        string[] sets = [.. Enumerable.Range(0, Rows).Select(row => $"{4000 + random.NextInt(90_000)}-1")];
        sets[5] = sets[7];
        var (sources, samples) = Sampled(
            "set,pieces,link",
            row => $"{sets[row]},{random.NextInt(900)},https://sets.example/sets/{sets[row]}"
        );
        Assert.Equal(["set"], sources);
        Assert.All(samples, row => Assert.Equal($"https://sets.example/sets/{row[0]}", row[2]));
    }

    /// <summary>A day with other signs between its numbers.</summary>
    [Fact]
    public void AFileRepeatsItsDay()
    {
        string[] kinds = ["Sales of", "Stock of", "Returns of"];
        string[] ends = ["north", "south", "east", "west", "all shops", "the web shop"];
        var (sources, samples) = Sampled(
            "day,size,file",
            row =>
                new DateOnly(2022, 1, 1).AddDays(random.NextInt(900)) is var day
                    ? $"{day:yyyy-MM-dd},{random.NextInt(9000)},{kinds[random.NextInt(3)]} {day:yyyyMMdd} {ends[random.NextInt(6)]} {ends[random.NextInt(6)]}.csv"
                    : ""
        );
        Assert.Equal(["day"], sources);
        Assert.All(
            samples,
            row =>
                Assert.Contains(
                    $" {row[0].Replace("-", "", StringComparison.Ordinal)} ",
                    row[2],
                    StringComparison.Ordinal
                )
        );
    }

    /// <summary>A number that is a part of a longer one is another number.</summary>
    [Theory]
    [InlineData("1", "")]
    [InlineData("", "7")]
    [InlineData("2.", "")]
    [InlineData("", ".5")]
    public void APartOfANumberIsNotRepeated(string before, string after)
    {
        string[] words = ["green", "small", "large", "heavy", "light"];
        string Text(int number) => $"{words[random.NextInt(5)]} {words[random.NextInt(5)]} {before}{number}{after}";
        var table = Loaded(
            "number,text",
            _ => 100 + random.NextInt(800) is var number ? $"{number},{Text(number)}" : ""
        );
        Assert.Empty(new TextSourceSearch(WithTexts(table, 1)).Find(1).Sources);
        var own = Loaded(
            "number,text",
            _ =>
                100 + random.NextInt(800) is var number
                    ? $"{number},{words[random.NextInt(5)]} {number} {words[random.NextInt(5)]}"
                    : ""
        );
        Assert.Single(new TextSourceSearch(WithTexts(own, 1)).Find(1).Sources);
    }

    [Fact]
    public void TitlesGoWithTheSex()
    {
        string[] women = ["Mrs. Eva", "Miss. Anna", "Mrs. Mary", "Dr. Jane"];
        string[] men = ["Mr. Otto", "Mr. Hans", "Mr. Karl", "Dr. Erik"];
        string Name(bool isMan) => $"{Last()}, {(isMan ? men : women)[random.NextInt(4)]}";
        var (sources, samples) = Sampled(
            "sex,age,name",
            row =>
                (random.NextInt(3) == 0) is var isMan
                    ? $"{(isMan ? "male" : "female")},{random.NextInt(80)},\"{Name(isMan)}\""
                    : "",
            search =>
            {
                var words = TextWordSearch.Find(search, 2, [])!;
                Assert.Equal("sex", words.Column);
                Assert.Equal("male", words.Values["Mr"]);
                Assert.Equal("female", words.Values["Mrs"]);
                Assert.False(words.Values.ContainsKey("Dr"));
            }
        );
        Assert.Empty(sources);
        Assert.All(
            samples,
            row =>
            {
                Assert.Equal(row[0] == "male", row[2].Contains("Mr.", StringComparison.Ordinal) || IsOf(row[2], men));
                Assert.NotEmpty(row[2]);
            }
        );
        Assert.True(samples.Select(row => row[2]).Distinct().Count() > 100);
        bool IsOf(string name, string[] all) => all.Any(one => name.EndsWith(one, StringComparison.Ordinal));
    }

    [Fact]
    public void NamesGoWithNoChance()
    {
        var table = Loaded(
            "sex,name",
            _ => $"{(random.NextInt(3) == 0 ? "male" : "female")},\"{Last()}, Dr. {Last()}\""
        );
        Assert.Null(TextWordSearch.Find(WithTexts(table, 1), 1, []));
    }

    private string Last()
    {
        string[] beginnings = ["Har", "Wil", "Ander", "Mart", "Thom", "Whit", "Robin", "Lew", "Hall", "Nel"];
        string[] endings = ["ris", "son", "s", "tin", "as", "er", "land", "ley", "well", "ford", "man", "field"];
        return beginnings[random.NextInt(10)] + endings[random.NextInt(12)];
    }

    private string Number(double from, double range) =>
        (from + (range * random.NextDouble())).ToString("0.000000", CultureInfo.InvariantCulture);

    private (string[] Sources, string[][] Samples) Sampled(
        string header,
        Func<int, string> line,
        Action<Table>? check = null
    )
    {
        var table = Loaded(header, line);
        check?.Invoke(table);
        using var trained = TrainedModel.Train(new RunSettings { Model = "trees", Data = DataSource.FromTable(table) });
        var samples = trained.As<TableModel>().Sample(300, seed: 3);
        string[][] rows =
        [
            .. Enumerable
                .Range(0, samples.RowCount)
                .Select(row => samples.Columns.Select((column, i) => column.Write(samples[row, i])).ToArray()),
        ];
        var sources = table.Columns[^1].Kind is CategoryKind { Numbered: { } templates }
            ? templates.SelectMany(one => one.Places).Select(place => place.Source).OfType<TextSource>()
            : new TextSourceSearch(table).Find(table.Width - 1).Sources;
        return ([.. sources.Select(source => source.Column).Distinct().Order(StringComparer.Ordinal)], rows);
    }

    private static Table Loaded(string header, Func<int, string> line)
    {
        using var folder = new TemporaryFolder();
        string path = folder.At("rows.csv");
        File.WriteAllLines(path, [header, .. Enumerable.Range(0, Rows).Select(line)]);
        return DataSource.FromFiles(path).LoadTable().Table;
    }

    // Few words make categories of texts.
    private static Table WithTexts(Table table, int at)
    {
        double[] cells = table.ColumnValues(at);
        string[] texts = [.. cells.Select(table.Columns[at].Kind.Write)];
        Column[] columns = [.. table.Columns];
        columns[at] = columns[at] with { Kind = new TextKind(texts) { IsInvented = true } };
        return Table.FromColumns(
            columns,
            [
                .. Enumerable
                    .Range(0, table.Width)
                    .Select(i =>
                        i == at
                            ? [.. Enumerable.Range(0, texts.Length).Select(row => (double)row)]
                            : table.ColumnValues(i)
                    ),
            ]
        );
    }
}
