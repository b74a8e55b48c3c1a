using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Modalities.Tables;
using Likeness.Modalities.Tables.Subjects;
using Likeness.Runs;

namespace Likeness.Tests.Modalities.Tables.Subjects;

/// <summary>Numbers that a part of the rows has from the row before of its key, without hardly departing from it otherwise.</summary>
public sealed class StayingNumbersTests
{
    [Theory]
    [InlineData("trees")]
    [InlineData("boosted-trees")]
    public void FieldsKeepTheirSize(string name)
    {
        // The size stays in two fifths of the seasons; the seed follows from the size.
        var random = new PhiloxRandom(3, 0);
        var rows = new List<(string Farm, double Season, double Size, double Seed)>();
        for (int farm = 0; farm < 220; farm++)
        {
            double size = Size(random);
            for (int season = 1; season <= 6; season++)
            {
                rows.Add(($"F-{10_000 + farm}", season, size, Math.Round((40 * size) + random.NextNormal(), 1)));
                size = random.NextInt(5) < 2 ? size : Size(random);
            }
        }

        var data = Table.FromArrays(
            ("farm_id", rows.Select(row => row.Farm).ToArray()),
            ("season", rows.Select(row => row.Season).ToArray()),
            ("size", rows.Select(row => row.Size).ToArray()),
            ("seed", rows.Select(row => row.Seed).ToArray())
        );
        using var model = Train(data, name);
        var context = model.Encoding.Context!;
        var step = Assert.Single(context.Steps.Columns, one => one.Column == "size");
        Assert.True(step.IsStay);
        Assert.Equal(context, TableEncoding.FromJson(model.Encoding.ToJson()).Context);

        var samples = model.Sample(data.RowCount, 1);
        var (staying, _) = Next(data, 2);
        Assert.InRange(Next(samples, 2).Staying, staying - 0.06, staying + 0.06);
        double[] sizes = samples.ColumnValues(2);
        double mean = data.ColumnValues(2).Average();
        Assert.InRange(sizes.Average(), 0.93 * mean, 1.07 * mean);
        Assert.DoesNotContain(sizes, double.IsNaN);
        // What follows from the size does so whether it stays or not.
        double[] seeds = samples.ColumnValues(3);
        Assert.InRange(sizes.Zip(seeds, (size, seed) => Math.Abs(seed - (40 * size))).Average(), 0, 4);

        var large = model.SampleConditional(100, model.ParseConditions("size>=2"));
        Assert.All(large.Rows.ColumnValues(2), size => Assert.True(size >= 2));
    }

    [Fact]
    public void NoneDiesBeforeAnIllnessComesBack()
    {
        // In half of the patients, both times are the end of the study.
        var random = new PhiloxRandom(5, 0);
        var rows = new List<(string Patient, double Event, double Days)>();
        for (int patient = 0; patient < 300; patient++)
        {
            double first = Math.Round(-900 * Math.Log(1 - random.NextDouble()));
            double later = random.NextInt(2) == 0 ? first : first + Math.Round(-1500 * Math.Log(random.NextDouble()));
            rows.AddRange([($"P-{10_000 + patient}", 1, first), ($"P-{10_000 + patient}", 2, later)]);
        }

        var data = Table.FromArrays(
            ("patient_id", rows.Select(row => row.Patient).ToArray()),
            ("event", rows.Select(row => row.Event).ToArray()),
            ("days", rows.Select(row => row.Days).ToArray())
        );
        using var model = Train(data, "trees");
        Assert.Equal(
            [("days", false)],
            model.Encoding.Context!.Steps.Columns.Select(step => (step.Column, step.IsStay))
        );
        var (staying, falling) = Next(model.Sample(data.RowCount, 1), 2);
        Assert.InRange(staying, Next(data, 2).Staying - 0.08, Next(data, 2).Staying + 0.08);
        Assert.Equal(0, falling);
    }

    [Fact]
    public void RowsInTheOrderOfANumberFollowEachOther()
    {
        // Treatments of a patient do not overlap; neither a counter nor a date tells which one is the first.
        var random = new PhiloxRandom(7, 0);
        var rows = new List<(string Patient, double Start, double Stop)>();
        for (int patient = 0; patient < 250; patient++)
        {
            double day = random.NextInt(60);
            for (int i = random.NextInt(3); i >= 0; i--)
            {
                double stop = day + 5 + random.NextInt(20);
                rows.Add(($"P-{10_000 + patient}", day, stop));
                day = stop + 8 + random.NextInt(40);
            }
        }

        var data = Table.FromArrays(
            ("patient_id", rows.Select(row => row.Patient).ToArray()),
            ("start", rows.Select(row => row.Start).ToArray()),
            ("stop", rows.Select(row => row.Stop).ToArray())
        );
        using var model = Train(data, "trees");
        Assert.NotNull(model.Encoding.Context);
        var samples = model.Sample(data.RowCount, 1);
        string[] keys = VisitRows.Texts(samples, "patient_id");
        var (starts, stops) = (samples.ColumnValues(1), samples.ColumnValues(2));
        int[] later = [.. Enumerable.Range(1, keys.Length - 1).Where(row => keys[row] == keys[row - 1])];
        Assert.InRange(later.Average(row => starts[row] <= stops[row - 1] ? 1.0 : 0), 0, 0.05);
    }

    [Fact]
    public void NumbersThatAreOnlyNearOrCommonDoNotStay()
    {
        var random = new PhiloxRandom(9, 0);
        int[] rows = [.. Enumerable.Range(0, 2000)];
        double[] before = [.. rows.Select(_ => (double)random.NextInt(200))];
        Assert.False(Are(_ => random.NextInt(200)));
        Assert.False(Are(number => number + random.NextInt(5) - 2));
        Assert.True(Are(number => random.NextInt(4) == 0 ? number : random.NextInt(200)));
        before = [.. rows.Select(_ => random.NextInt(3) > 0 ? 0 : (double)random.NextInt(200))];
        Assert.False(Are(number => random.NextInt(3) > 0 ? 0 : random.NextInt(200)));

        bool Are(Func<double, double> next) =>
            StayingNumbers.Are(Array.ConvertAll(before, one => next(one)), before, rows);
    }

    private static double Size(PhiloxRandom random) => Math.Round(0.2 + (3 * random.NextDouble()), 2);

    // The fractions of rows behind another one of their key in which a number stays, and falls.
    private static (double Staying, double Falling) Next(Table rows, int column)
    {
        string[] keys = VisitRows.Texts(rows, rows.Columns[0].Name);
        double[] cells = rows.ColumnValues(column);
        double[] steps =
        [
            .. Enumerable
                .Range(1, rows.RowCount - 1)
                .Where(row => keys[row] == keys[row - 1])
                .Select(row => cells[row] - cells[row - 1]),
        ];
        return (steps.Average(step => step == 0 ? 1.0 : 0), steps.Average(step => step < 0 ? 1.0 : 0));
    }

    private static TableModel Train(Table rows, string model) =>
        TrainedModel.Train(new RunSettings { Model = model, Data = DataSource.FromTable(rows) }).As<TableModel>();
}
