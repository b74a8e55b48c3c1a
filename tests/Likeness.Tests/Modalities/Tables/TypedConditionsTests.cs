using System.Globalization;
using Likeness.Compute.Cpu;
using Likeness.Modalities.Tables;
using Likeness.Models.Tables;
using Likeness.Models.Trees;
using Likeness.Runs;
using Likeness.Sampling.Conditions;

namespace Likeness.Tests.Modalities.Tables;

/// <summary>Conditions whose values are those of C# mean what their texts mean, whatever the culture.</summary>
public sealed class TypedConditionsTests : IDisposable
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly CultureInfo culture = CultureInfo.CurrentCulture;
    private readonly TrainedModel model = Train(new TreesOptions(), "trees");

    public TypedConditionsTests()
    {
        var german = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (german.NumberFormat.NumberDecimalSeparator, german.NumberFormat.NumberGroupSeparator) = (",", ".");
        (german.DateTimeFormat.ShortDatePattern, german.DateTimeFormat.DateSeparator) = ("dd.MM.yyyy", ".");
        CultureInfo.CurrentCulture = german;
    }

    private enum Size
    {
        Small,
        Large,
    }

    private TableModel Table => model.As<TableModel>();

    public void Dispose()
    {
        CultureInfo.CurrentCulture = culture;
        model.Dispose();
    }

    [Fact]
    public void ValuesMeanTheirTexts()
    {
        Same($"Price < {20.5m}", "Price<20.5");
        Same($"{10.25} <= Price < {20.5f}", "10.25<=Price<20.5");
        Same($"Size = {Size.Large}", "Size=Large");
        Same($"Paid == {true}", "Paid=True");
        Same($"Placed >= {new DateOnly(2025, 2, 1)}", "Placed>=2025-02-01");
        Same($"Placed >= {new DateTime(2025, 2, 1)}", "Placed>=2025-02-01");
        Same($"Took > {Hour}", "Took>01:00:00");
        Same($"Count = {3}, Size = {"Small"}", "Count=3, Size=Small");
        Same($"{"Colour"} = {"red, or 'so' = x"}", "Colour=\"red, or 'so' = x\"");
        Same($"Colour = {null}", "Colour=");
        Assert.Equal("Rating is missing", Table.ParseConditions($"Rating = {null}").ToString());
    }

    [Fact]
    public void SampledRowsSatisfyThem()
    {
        var conditions = Table.ParseConditions(
            $"Size = {Size.Large}, Price < {60.5m}, Colour = {null}, Rating = {double.NaN}"
        );
        var rows = Table.SampleConditional(20, conditions, seed: 1).Rows.ToRecords<Sale>().ToList();
        Assert.Equal(20, rows.Count);
        Assert.All(rows, sale => Assert.True(sale is { Size: Size.Large, Price: < 60.5, Colour: null, Rating: null }));
    }

    /// <summary>Trees that run out of samples that they condition go on with free ones.</summary>
    [Fact]
    public void RejectionFindsTheRest()
    {
        var settings = new ConditionalSettings { MaxSamples = 2048 };
        var conditions = Table.ParseConditions("Size=Large, Price<5, Paid!=True");
        var error = Assert.Throws<LikenessException>(() =>
            Table.SampleConditional(1000, conditions, settings with { Method = ConditionalMethod.Native }, seed: 1)
        );
        int found = int.Parse(error.Message.Split(' ')[1], CultureInfo.InvariantCulture);
        var sample = Table.SampleConditional(found + 3, conditions, settings, seed: 1);
        Assert.Contains("; then by rejection", sample.Summary, StringComparison.Ordinal);
        Assert.Equal(ConditionalMethod.Rejection, sample.Method);
        var rows = sample.Rows.ToRecords<Sale>().ToList();
        Assert.Equal(found + 3, rows.Count);
        Assert.All(rows, sale => Assert.True(sale is { Size: Size.Large, Price: < 5, Paid: false }));
    }

    /// <summary>A missing value is no other one.</summary>
    [Fact]
    public void OtherValuesAreNotMissing()
    {
        var conditions = Table.ParseConditions("Size!=Small, Colour!=, Rating != , Placed≠2025-02, Price!=20.5");
        Assert.Contains("Colour is not missing", conditions.ToString(), StringComparison.Ordinal);
        var sampled = Table.SampleConditional(60, conditions, seed: 1).Rows.ToRecords<Sale>().ToList();
        Assert.All(
            sampled,
            sale => Assert.True(sale is { Size: Size.Large, Price: not 20.5, Colour: not null, Rating: not null })
        );
        Assert.DoesNotContain(sampled, sale => sale.Placed is { Month: 2 });
        Same($"Size != {Size.Small}, Colour ≠ {null}", "Size!=Small, Colour≠");
        var known = Table.SampleConditional(60, Table.ParseConditions("Colour!=blue"), seed: 1).Rows;
        Assert.All(known.ToRecords<Sale>(), sale => Assert.True(sale.Colour is not null and not "blue"));
    }

    [Fact]
    public void AMissingNumberIsAColumnOfItsOwn()
    {
        using var network = Train(new TvaeOptions { Epochs = 1 }, "tvae");
        var table = network.As<TableModel>();
        Assert.Equal("Rating is missing = True", table.ParseConditions($"Rating = {null}").ToString());
        Assert.Equal("Colour = ", table.ParseConditions($"Colour = {null}").ToString());
    }

    [Theory]
    [InlineData(0, "'NoSuch' is not a column")]
    [InlineData(1, "column 'Price' has no missing value in the training rows")]
    [InlineData(2, "'Medium' is not a level of column 'Size'")]
    [InlineData(3, "'<' has no meaning for a missing value")]
    [InlineData(4, "'Price 20.5' is not a condition")]
    [InlineData(5, "levels without an order, so '<' has no meaning")]
    [InlineData(6, "'Price=True' is not a condition")]
    [InlineData(7, "not a finite number")]
    [InlineData(8, "contradict each other")]
    public void MistakesAreNamed(int mistake, string expected) =>
        Assert.Contains(
            expected,
            Assert
                .Throws<LikenessException>(() =>
                    _ = mistake switch
                    {
                        0 => Table.ParseConditions($"NoSuch = {1}"),
                        1 => Table.ParseConditions($"Price = {null}"),
                        2 => Table.ParseConditions($"Size = {"Medium"}"),
                        3 => Table.ParseConditions($"Colour < {null}"),
                        4 => Table.ParseConditions($"Price {20.5}"),
                        5 => Table.ParseConditions($"Paid < {true}"),
                        6 => Table.ParseConditions($"Price = {true}"),
                        7 => Table.ParseConditions($"Price < {double.PositiveInfinity}"),
                        _ => Table.ParseConditions($"Rating = {null}, Rating = {1.5}"),
                    }
                )
                .Message
        );

    private void Same(ConditionText typed, string text) =>
        Assert.Equal(Table.ParseConditions(text).ToString(), Table.ParseConditions(typed).ToString());

    private static TrainedModel Train(Likeness.Models.ModelOptions options, string name)
    {
        var random = new PhiloxRandom(seed: 1, stream: 0);
        var sales = Enumerable
            .Range(0, 600)
            .Select(_ => new Sale(
                random.NextInt(400) / 4.0,
                random.NextInt(3) == 0 ? Size.Large : Size.Small,
                random.NextInt(2) == 0,
                new DateOnly(2025, 1, 1).AddDays(random.NextInt(90)),
                TimeSpan.FromSeconds(random.NextInt(9000)),
                random.NextInt(4) switch
                {
                    0 => null,
                    1 => "red, or 'so' = x",
                    _ => "blue",
                },
                random.NextInt(11),
                random.NextInt(5) == 0 ? null : random.NextInt(50) / 10.0
            ))
            .ToList();
        return TrainedModel.Train(
            new RunSettings
            {
                Data = DataSource.FromTable(Likeness.Data.Table.FromRecords(sales)),
                Model = name,
                Options = options,
                Threads = 1,
            }
        );
    }

    private sealed record Sale(
        double Price,
        Size Size,
        bool Paid,
        DateOnly Placed,
        TimeSpan Took,
        string? Colour,
        int Count,
        double? Rating
    );
}
