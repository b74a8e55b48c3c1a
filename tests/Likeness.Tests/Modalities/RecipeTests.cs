using Likeness.Modalities;
using Likeness.Modalities.Images.Data;
using Likeness.Models.Images;
using Likeness.Models.Sequences;
using Likeness.Models.Trees.Boosted;
using Likeness.Runs;
using Likeness.Testing;

namespace Likeness.Tests.Modalities;

/// <summary>What is trained where no model is named.</summary>
public sealed class RecipeTests : IDisposable
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    public static TheoryData<string, double, string> Named =>
        new()
        {
            { "pi", 60, "nsf" },
            { "pi", 10, "boosted-trees" },
            { "two-moons", 60, "nsf" },
            { "orders", 60, "boosted-trees" },
            { "orders", 0.5, "trees" },
            { "shapes", 60, "ae" },
            { "mnist", 60, "ae" },
            { "mnist", 600, "latent-flow-matching" },
            { "tones", 60, "wavenet" },
            { "tones", 600, "wavenet" },
        };

    [Theory]
    [MemberData(nameof(Named))]
    public void DatasetsHaveARecipe(string dataset, double seconds, string model) =>
        Assert.Equal(model, Find(DataSource.Embedded(dataset), TimeSpan.FromSeconds(seconds)).Model);

    [Fact]
    public void NumbersAreLearnedByBoostedTreesWhereTheTimeAllows()
    {
        var source = Table("numbers.csv", "x,y", row => $"{row * 0.37 % 1:R},{row * 0.77 % 1:R}", rows: 1000);
        Assert.Equal("boosted-trees", Find(source, Minute).Model);
        Assert.Equal("trees", Find(source, TimeSpan.FromSeconds(0.05)).Model);
        var many = Table("many.csv", "x,y", row => $"{row * 0.37 % 1:R},{row * 0.77 % 1:R}", rows: 30_000);
        Assert.Equal("boosted-trees", Find(many, Minute).Model);
        Assert.Equal("trees", Find(many, TimeSpan.FromSeconds(1)).Model);
    }

    // A line break within quotation marks at the end of the start: the file is read as a whole.
    [Fact]
    public void AStartThatCannotBeReadAloneIsNoError()
    {
        string cell = new('a', 1 << 18);
        var source = DataSource.FromFiles(folder.Text("notes.csv", $"x,note\n1,\"{cell}\n{cell}\"\n2,b\n"));
        Assert.Equal("boosted-trees", Find(source, Minute).Model);
    }

    [Theory]
    [InlineData(60)]
    [InlineData(600)]
    public void MixedRowsAreLearnedWithinAMinuteWhateverTheBudget(int budget)
    {
        static string Row(int row) => $"{row * 0.37 % 1000:F2},{(row % 3 == 0 ? "red" : "blue")}";
        static string Level(int row) => $"{row % 7},{(row % 3 == 0 ? "red" : "blue")}";
        static string Hole(int row) => $"{row * 0.37 % 1000:F2},{(row % 9 == 0 ? "" : "3.5")}";
        static string Numbers(int row) => $"{row * 0.37 % 1000:F2},{row * 0.77 % 1:F2}";
        var time = TimeSpan.FromSeconds(budget);
        Assert.Equal("boosted-trees", Find(Table("few.csv", "x,colour", Row, 300), time).Model);
        Assert.Equal("boosted-trees", Find(Table("holes.csv", "x,y", Hole, 300), time).Model);
        Assert.Equal("boosted-trees", Find(Table("start.csv", "x,colour", Row, 20_000), time).Model); // more than the start that is read
        Assert.Equal("boosted-trees", Find(Table("long.csv", "x,colour", Row, 180_000), time).Model);
        Assert.Equal("boosted-trees", Find(Table("levels.csv", "x,colour", Level, 180_000), time).Model);
        // Of patients with several visits each, boosted trees may learn one by heart.
        static string Visit(int row) => $"P{1000 + (row / 3)},{row * 0.37 % 1:R}";
        Assert.Equal("trees", Find(Table("visits.csv", "patient_id,dose", Visit, 900), time).Model);
        static string Again(int row) => $"{530101 + (7 * (row % 15 == 0 ? row / 2 : row))},{row * 0.37 % 1:R}";
        Assert.Equal("boosted-trees", Find(Table("again.csv", "hospitalID,dose", Again, 900), time).Model);
        Assert.Equal("boosted-trees", Find(Table("more.csv", "x,y", Hole, 200_000), time).Model);
        Assert.Equal("boosted-trees", Find(Table("numbers.csv", "x,y", Numbers, 180_000), time).Model);
    }

    [Theory]
    [InlineData("numbers and levels", 60, "trees")]
    [InlineData("numbers and levels", 600, "trees")]
    [InlineData("numbers", 60, "trees")]
    [InlineData("numbers", 600, "boosted-trees")]
    [InlineData("rare numbers and levels", 60, "boosted-trees")] // one value is hardly halved
    [InlineData("levels", 60, "boosted-trees")]
    public void ManyColumnsOfManyValuesTakeLong(string kind, int budget, string model)
    {
        const int Columns = 50;
        string Cell(int row, int column) =>
            kind == "levels" ? $"{(row * (column + 3)) % 7}"
            : kind == "rare numbers and levels" && row % 10 > 0 ? "0"
            : $"{(row * (column + 3) * 0.37) % 1000:F2}";
        string Row(int row) =>
            string.Join(',', Enumerable.Range(0, Columns).Select(column => Cell(row, column)))
            + (
                kind == "numbers" ? ""
                : row % 3 == 0 ? ",red"
                : ",blue"
            );
        string header =
            string.Join(',', Enumerable.Range(0, Columns).Select(column => $"x{column}"))
            + (kind == "numbers" ? "" : ",colour");
        Assert.Equal(model, Find(Table("wide.csv", header, Row, 4000), TimeSpan.FromSeconds(budget)).Model);
    }

    // Estimates of 20 and 34 s.
    [Theory]
    [InlineData(false, "boosted-trees")]
    [InlineData(true, "trees")]
    public void MissingNumbersAreColumnsOfTheirOwn(bool areMissing, string model)
    {
        const int Columns = 34;
        string Cell(int row, int column) =>
            areMissing && (row + column) % 8 == 1 ? "" : $"{(row * (column + 3) * 0.37) % 1000:F2}";
        string Row(int row) => string.Join(',', Enumerable.Range(0, Columns).Select(column => Cell(row, column)));
        var source = Table(
            "m.csv",
            string.Join(',', Enumerable.Range(0, Columns).Select(i => $"x{i}")) + ",c",
            row => $"{Row(row)},{(row % 3 == 0 ? "red" : "blue")}",
            4000
        );
        Assert.Equal(model, Find(source, Minute).Model);
    }

    [Theory]
    [InlineData("shapes")]
    [InlineData("mnist")]
    public void ImagesHaveALargerModelForALongerTime(string dataset)
    {
        var source = DataSource.Embedded(dataset);
        var (brief, longer) = (Find(source, Minute), Find(source, TimeSpan.FromMinutes(5)));
        var (few, many) = (Assert.IsType<ImageAeOptions>(brief.Options), Assert.IsType<ImageAeOptions>(longer.Options));
        Assert.True(many.Channels.Sum() > few.Channels.Sum() && many.Components > few.Components);
        Assert.Equal((few.AdversarialWeight > 0, many.AdversarialWeight > 0), (few.Averaging > 0, many.Averaging > 0));
    }

    [Theory]
    [InlineData("mnist", "latent-flow-matching")]
    [InlineData("fashionmnist", "latent-flow-matching")]
    [InlineData("chestmnist", "ae")] // findings, of which an image has several
    [InlineData("cifar10", "ae")] // colour
    [InlineData("shapes", "ae")] // few
    public void ClassesGuideManyGreyPicturesInTenMinutes(string dataset, string model)
    {
        var source = DataSource.Embedded(dataset);
        var found = Find(source, TimeSpan.FromMinutes(10));
        Assert.Equal(model, found.Model);
        Assert.Equal(model == "ae", found.Options is ImageAeOptions);
        Assert.Equal("ae", Find(source with { Classes = ["0"] }, TimeSpan.FromMinutes(10)).Model);
        Assert.Equal("ae", Find(source with { DatasetRows = 900 }, TimeSpan.FromMinutes(10)).Model);
    }

    [Fact]
    public void ClassesGuidePicturesInMemory()
    {
        var shape = new ImageShape(1, 4, 4);
        int[] classes = [.. Enumerable.Range(0, 10_000).Select(i => i % 2)];
        var pixels = new byte[classes.Length * shape.Length];
        var with = new ImageSet(shape, pixels, [new ImageLabel("class", ["a", "b"], classes)]);
        var (time, without) = (TimeSpan.FromMinutes(10), new ImageSet(shape, pixels));
        Assert.Equal("latent-flow-matching", Find(DataSource.FromImages(with), time).Model);
        Assert.Equal("ae", Find(DataSource.FromImages(without), time).Model);
    }

    [Theory]
    [InlineData(32, 4)]
    [InlineData(24, 3)]
    [InlineData(20, 2)]
    [InlineData(30, 1)]
    [InlineData(0, 4)] // the pictures' own
    public void TheNetworkIsAsDeepAsTheSizeCanBeHalved(int size, int layers)
    {
        var sized = Assert.IsType<ImageAeOptions>(Find(DataSource.Embedded("shapes"), Minute).Options!.Sized(size));
        Assert.Equal((size, layers), (sized.Size, sized.Channels.Length));
    }

    [Fact]
    public void TextHasALargerModelForALongerTime()
    {
        string text = string.Concat(Enumerable.Repeat("The cat sat on the mat. ", 100));
        var source = DataSource.FromFiles(folder.Text("book.txt", text));
        var brief = Find(source, Minute);
        Assert.Equal("gpt2", brief.Model);
        Assert.NotEqual(brief.Options, Find(source, TimeSpan.FromMinutes(10)).Options);
    }

    [Theory]
    [InlineData(349_999, 256)]
    [InlineData(350_000, 512)]
    [InlineData(800_000, 1024)]
    public void LongerTextsHaveBytePairs(int length, int vocabulary)
    {
        var source = DataSource.FromFiles(folder.Text("book.txt", new string('a', length)));
        foreach (var budget in new[] { Minute, TimeSpan.FromMinutes(10) })
        {
            var recipe = Find(source, budget);
            Assert.Equal(vocabulary, Assert.IsType<Gpt2TextOptions>(recipe.Options).Vocabulary);
            Assert.Contains(vocabulary == 256 ? "of bytes" : "byte pairs", recipe.Reason, StringComparison.Ordinal);
        }
    }

    /// <summary>As many fifths are left out, one after another, as give 20,000 rows.</summary>
    [Theory]
    [InlineData(3000, 5)]
    [InlineData(10_000, 2)]
    [InlineData(20_000, 1)]
    public void FewerFoldsChooseOfMoreRows(int rows, int folds) =>
        Assert.Equal(1 + (0.8 * folds), BoostedColumnFit.Passes(rows), 1e-12);

    [Theory]
    [InlineData(1_100_000, 10, 0.15)]
    [InlineData(5_500_000, 10, 0.03)]
    [InlineData(1_100_000, 6, 0.09)]
    [InlineData(100_000, 10, 0.2)]
    public void ATextThatIsReadMoreOftenHasMoreDropout(int length, int minutes, double dropout)
    {
        var source = DataSource.FromFiles(folder.Text("book.txt", new string('a', length)));
        var recipe = Find(source, TimeSpan.FromMinutes(minutes));
        Assert.Equal(dropout, Assert.IsType<Gpt2TextOptions>(recipe.Options).Dropout, 1e-9);
    }

    [Fact]
    public void TheSameDataAndBudgetGiveTheSameRecipe() =>
        Assert.Equal(Recipe.For(DataSource.Embedded("tones"), Minute), Recipe.For(DataSource.Embedded("tones")));

    [Fact]
    public void ABudgetIsPositive() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Recipe.For(DataSource.Embedded("pi"), TimeSpan.Zero));

    [Fact]
    public void SettingsHoldModelOptionsAndBudget()
    {
        var source = DataSource.Embedded("shapes");
        var recipe = Recipe.For(source);
        var settings = recipe.ToSettings(source);
        Assert.Equal(recipe.Model, settings.Model);
        Assert.Equal(recipe.Options, settings.Options);
        Assert.Equal(Recipe.DefaultBudget, settings.Budget?.Total);
    }

    // Whatever is chosen is a model of this kind of data, with valid options of its own.
    private static Recipe Find(DataSource source, TimeSpan budget)
    {
        var recipe = Recipe.For(source, budget);
        var entry = source.Modality.FindModel(recipe.Model);
        Assert.Equal(entry.OptionsType, (recipe.Options ?? entry.DefaultOptions()).GetType());
        recipe.Options?.Validate();
        Assert.False(recipe.Reason.EndsWith('.'));
        if (recipe.NextBest is { } next)
        {
            source.Modality.FindModel(next);
        }

        return recipe;
    }

    private DataSource Table(string name, string header, Func<int, string> row, int rows)
    {
        var lines = Enumerable.Range(1, rows).Select(i => row(i));
        return DataSource.FromFiles(folder.Text(name, string.Join('\n', lines.Prepend(header)) + "\n"));
    }
}
