using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Evaluation;
using Likeness.Evaluation.Transport;

namespace Likeness.Tests.Evaluation.Transport;

public sealed class TransportPlanTests
{
    public static TheoryData<string> Cases => [.. GoldenMetrics.All.Cases.Select(golden => golden.Name)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_cost_is_what_SciPy_finds(string name)
    {
        GoldenCase golden = GoldenMetrics.Case(name);
        EvaluationData data = golden.Data();
        TransportPlan plan = TransportPlan.Between(GoldenCase.Reference(data), GoldenCase.Samples(data));
        Assert.Equal(golden.Value("exactTransport"), plan.Cost, 1e-10);
        Assert.Equal(plan.Cost, plan.LowerBound, 1e-12);
    }

    [Theory]
    [InlineData(1, 1, false)]
    [InlineData(1, 9, false)]
    [InlineData(9, 1, true)]
    [InlineData(2, 3, true)]
    [InlineData(60, 60, true)]
    [InlineData(200, 200, false)]
    [InlineData(64, 96, true)]
    [InlineData(101, 64, false)]
    public void Every_plan_is_proved_optimal(int rows, int others, bool onGrid)
    {
        TransportPlan plan = TransportPlan.Between(Cloud(rows, 1, onGrid), Cloud(others, 2, onGrid));
        Assert.Equal(plan.Cost, plan.LowerBound, 1e-12);
        Assert.Equal((rows, others), (plan.First.Length, plan.Second.Length));
    }

    [Fact]
    public void On_a_line_it_is_the_transport_of_sorted_values()
    {
        foreach ((int rows, int others) in new[] { (50, 50), (40, 70) })
        {
            double[] a = Samples.Gaussian(rows, 3, 1).ColumnValues(0);
            double[] b = Samples.Gaussian(others, 4, 1).ColumnValues(0);
            var x = new CountedValues(a);
            var y = new CountedValues(b);
            double sorted = CountedValues.TransportCost(x, x.Everyone(), y, y.Everyone(), squared: true);
            TransportPlan plan = TransportPlan.Between(Of(Samples.Of(a, 1)), Of(Samples.Of(b, 1)));
            Assert.Equal(sorted, plan.Cost, 1e-12);
        }
    }

    [Fact]
    public void A_shift_costs_its_square_and_the_order_of_rows_and_samples_nothing()
    {
        Table rows = Samples.Gaussian(90, 5, 3);
        Table shifted = Samples.Of([.. rows.ToRowMajor().Select(value => value + 0.5)], 3);
        Table mixed = shifted.TakeRows(new PhiloxRandom(1, 0).Permutation(90));
        Assert.Equal(0.75, TransportPlan.Between(Of(rows), Of(mixed)).Cost, 1e-12);
        Assert.Equal(0, TransportPlan.Between(Of(shifted), Of(mixed)).Cost, 1e-15);
        PointCloud few = Cloud(40, 6, onGrid: false);
        TransportPlan there = TransportPlan.Between(few, Of(rows));
        TransportPlan back = TransportPlan.Between(Of(rows), few);
        Assert.Equal(there.Cost, back.Cost, 1e-12);
        Assert.Equal((40, 90), (back.Second.Length, back.First.Length));
    }

    [Fact]
    public void Sizes_of_value_and_floor_are_the_same()
    {
        var settings = new EvaluationSettings
        {
            TransportRows = 30,
            BaselineRepeats = 3,
            Resamples = 20,
        };
        var data = new EvaluationData(Samples.Gaussian(100, 1), null, Samples.Gaussian(25, 2), settings);
        MetricResult result = Assert.Single(new ExactWasserstein().Compute(data));
        Assert.Equal((30, 20, 3), (result.Baseline!.ReferenceRows, result.Baseline.OtherRows, result.Baseline.Repeats));
        Assert.StartsWith("30 against 20 rows", result.Note, StringComparison.Ordinal);
        Assert.InRange(result.Interval!.High - result.Interval.Low, 0.01, 1);
    }

    private static PointCloud Cloud(int rows, ulong stream, bool onGrid)
    {
        double[] values = Samples.Gaussian(rows, stream, 3).ToRowMajor();
        return Of(Samples.Of(onGrid ? [.. values.Select(value => Math.Round(2 * value) / 2)] : values, 3));
    }

    private static PointCloud Of(Table table) => PointCloud.FromTable(table, [.. Enumerable.Repeat(1.0, table.Width)]);
}
