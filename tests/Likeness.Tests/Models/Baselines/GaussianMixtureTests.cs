using System.Text.Json;
using Likeness.Compute.Compilation;
using Likeness.Compute.Cpu;
using Likeness.Compute.Graph;
using Likeness.Models.Baselines;
using Likeness.Tests.House;

namespace Likeness.Tests.Models.Baselines;

public sealed class GaussianMixtureTests
{
    private const int Width = 3;

    private static readonly Golden Expected = JsonSerializer.Deserialize<Golden>(
        Repository.Read("tests/golden/mixture.json"),
        JsonSerializerOptions.Web
    )!;

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void IteratesAsScikitLearnDoes(int threads)
    {
        var (found, criterion) = Iterated(threads);
        AssertClose(Expected.Weights, found.Weights, 1e-9);
        AssertClose(Expected.Means, found.Means, 1e-9);
        AssertClose(Expected.Covariances, found.Covariances, 1e-9);
        Assert.Equal(Expected.Bic, criterion, 1e-6);
    }

    [Fact]
    public void TheDensityIsScikitLearns()
    {
        using var model = Fitted();
        var query = Tensor.Constant([Expected.Query.Length / Width, Width], Expected.Query);
        var density = model.LogDensity(query);
        float[] found = Run(density);
        for (int i = 0; i < found.Length; i++)
        {
            Assert.Equal(Expected.LogDensity[i], found[i], 2e-5 * Math.Max(1, Math.Abs(Expected.LogDensity[i])));
        }
    }

    [Fact]
    public void SamplesHaveTheMixturesMoments()
    {
        using var model = Fitted();
        var (mean, covariance) = Moments(Run(model.Sample(40_000)), Width);
        var weights = Expected.Weights;
        for (int j = 0; j < Width; j++)
        {
            double expected = Enumerable
                .Range(0, weights.Length)
                .Sum(k => weights[k] * Expected.Means[(k * Width) + j]);
            Assert.Equal(expected, mean[j], 0.03);
        }

        // The initial rows were standardised, and EM keeps the moments of all rows up to the regularisation.
        Assert.All(Enumerable.Range(0, Width), j => Assert.Equal(1, covariance[(j * Width) + j], 0.03));
    }

    [Fact]
    public void MissingValuesFollowTheExactConditional()
    {
        using var model = Fitted();
        const int Count = 40_000;
        var (given, value, expectedMean, expectedCovariance) = Expected.Conditional;
        float[] row = new float[Width];
        float[] mask = new float[Width];
        (row[given], mask[given]) = ((float)value, 1);
        var completed = model.Impute(
            Tensor.Constant([1, Width], row).BroadcastTo([Count, Width]),
            Tensor.Constant([1, Width], mask).BroadcastTo([Count, Width])
        );
        float[] found = Run(completed);
        int[] rest = [.. Enumerable.Range(0, Width).Where(j => j != given)];
        float[] missing = [.. Enumerable.Range(0, Count).SelectMany(i => rest.Select(j => found[(i * Width) + j]))];
        var (mean, covariance) = Moments(missing, rest.Length);
        Assert.All(Enumerable.Range(0, Count), i => Assert.Equal((float)value, found[(i * Width) + given]));
        AssertClose(expectedMean, mean, 0.02);
        AssertClose(expectedCovariance, covariance, 0.02);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(10)]
    public void TheCriterionFindsClearGroups(int width)
    {
        var random = new PhiloxRandom(4, 0);
        var rows = new float[600 * width];
        for (int i = 0; i < rows.Length; i++)
        {
            rows[i] = (float)((i / width % 3 * 8) + random.NextNormal());
        }

        var data = new DoubleColumns(rows, width);
        var fractions = new List<double>();
        var found = new MixtureSearch(12, IsMax: true).Find(data, null, 1, 2, fractions.Add, CancellationToken.None);
        Assert.Equal(3, found.Components);
        Assert.All(found.Weights, weight => Assert.Equal(1 / 3.0, weight, 0.01));
        Assert.Equal(fractions.Order(), fractions);
        var again = new MixtureSearch(12, IsMax: true).Find(data, null, 1, 1, _ => { }, CancellationToken.None);
        Assert.Equal(found.Means, again.Means);
    }

    [Fact]
    public void ACancelledSearchStops()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        var data = new DoubleColumns(Expected.Rows, Width);
        Assert.ThrowsAny<OperationCanceledException>(() =>
            new MixtureSearch(5, IsMax: true).Find(data, null, 1, 1, _ => { }, stop.Token)
        );
    }

    private static (MixtureEstimate Estimate, double Bic) Iterated(int threads)
    {
        var data = new DoubleColumns(Expected.Rows, Width);
        int components = Expected.Weights.Length;
        double[] identity = [.. Enumerable.Range(0, Width * Width).Select(i => i % (Width + 1) == 0 ? 1.0 : 0)];
        var estimate = new MixtureEstimate(
            [.. Enumerable.Repeat(1.0 / components, components)],
            Expected.Start,
            [.. Enumerable.Repeat(identity, components).SelectMany(matrix => matrix)]
        );
        var maximisation = new ExpectationMaximisation(data, Expected.Floor, threads, CancellationToken.None);
        for (int i = 0; i < Expected.Iterations; i++)
        {
            estimate = maximisation.Step(estimate).Next;
        }

        double logLikelihood = maximisation.Step(estimate).LogLikelihood;
        return (estimate, MixtureSearch.Criterion(estimate, logLikelihood, data.Rows));
    }

    private static Gmm Fitted()
    {
        var model = new Gmm(new GmmOptions { Components = 7 }, Width);
        var estimate = Iterated(threads: 1).Estimate;
        model.Parameters["weight"].Values.Clear();
        model.Take(estimate);
        return model;
    }

    private static float[] Run(Tensor result)
    {
        using var graph = CompiledGraph.Compile([result], options: new CompiledGraphOptions(Seed: 3));
        graph.Run();
        var values = new float[result.Shape.Count];
        graph.Read(result, values);
        return values;
    }

    private static (double[] Mean, double[] Covariance) Moments(float[] rows, int width)
    {
        var data = new DoubleColumns(rows, width);
        var covariance = new double[width * width];
        for (int i = 0; i < covariance.Length; i++)
        {
            double product = DoubleColumns.Dot(data.Column(i / width), data.Column(i % width)) / data.Rows;
            covariance[i] = product - (data.Mean[i / width] * data.Mean[i % width]);
        }

        return (data.Mean, covariance);
    }

    private static void AssertClose(double[] expected, double[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], tolerance);
        }
    }

    private sealed record Condition(int Given, double Value, double[] Mean, double[] Covariance);

    private sealed record Golden(
        double Floor,
        int Iterations,
        float[] Rows,
        double[] Start,
        double[] Weights,
        double[] Means,
        double[] Covariances,
        float[] Query,
        double[] LogDensity,
        double Bic,
        Condition Conditional
    );
}
