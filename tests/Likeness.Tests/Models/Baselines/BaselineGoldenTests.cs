using System.Text.Json;
using Likeness.Compute.Compilation;
using Likeness.Compute.Graph;
using Likeness.Models;
using Likeness.Models.Baselines;
using Likeness.Tests.House;

namespace Likeness.Tests.Models.Baselines;

/// <summary>Kernel density, copula and histograms compared with scikit-learn and SciPy.</summary>
public sealed class BaselineGoldenTests
{
    private const int Width = 3;

    private static readonly Golden Expected = JsonSerializer.Deserialize<Golden>(
        Repository.Read("tests/golden/baselines.json"),
        JsonSerializerOptions.Web
    )!;

    private static ModelSpace Space => ModelSpace.FromInt32(Width) with { TrainRows = Expected.Rows.Length / Width };

    [Fact]
    public void TheKernelDensityIsScikitLearns()
    {
        using var model = new Kde(new KdeOptions { Bandwidth = 1 }, Space);
        AssertDensity(model, Expected.Kde.Density, 2e-5);
    }

    [Fact]
    public void TheBandwidthsAreThoseThatLeaveOneOutPrefers()
    {
        using var model = new Kde(new KdeOptions(), Space);
        model.Fit(Rows());
        var found = model.Parameters["bandwidth"].Values.ToArray();
        for (int j = 0; j < Width; j++)
        {
            Assert.Equal(Expected.Kde.Bandwidth[j], found[j], 0.02 * Expected.Kde.Bandwidth[j]);
        }

        Assert.Equal(Expected.Kde.LeftOut, LeftOut(found), 1e-3);
    }

    [Fact]
    public void TheCopulasDensityIsSciPys()
    {
        using var model = new Copula(new CopulaOptions { MaxBins = Expected.CopulaBins }, Space);
        AssertDensity(model, Expected.Copula, 1e-4);
    }

    [Fact]
    public void TheHistogramsBinsAndDensityAreThoseOfTheDefinition()
    {
        using var model = new IndependentHistogram(new IndependentHistogramOptions(), Space);
        AssertDensity(model, Expected.Histogram.Density, 1e-5);
        Assert.Equal(Expected.Histogram.Bins, model.Parameters["count"].Values.ToArray().Select(count => (int)count));
    }

    [Fact]
    public void TheNumberOfBinsIsThatOfTheDefinitionOnManyColumns()
    {
        var found = Expected.Columns.Select(column =>
        {
            double hair = 1e-5 * (column.Max() - column.Min());
            return HistogramBins.Choose(column, column.Min() - hair, column.Max() + hair, 256).Length;
        });
        Assert.Equal(Expected.ColumnBins, found);
    }

    [Fact]
    public void CodesOfTheGaussianAndOfTheCopulaComeBack()
    {
        GenerativeModel[] models = [new Gaussian(new GaussianOptions(), Space), new Copula(new CopulaOptions(), Space)];
        foreach (var model in models)
        {
            ((IFitted)model).Fit(Rows());
            var latent = (ILatentModel)model;
            var query = Tensor.Constant([Expected.Query.Length / Width, Width], Expected.Query);
            float[] back = Run(latent.Decode(latent.Encode(query)));
            for (int i = 0; i < back.Length; i++)
            {
                Assert.Equal(Expected.Query[i], back[i], 1e-4 * Math.Max(1, Math.Abs(Expected.Query[i])));
            }

            model.Dispose();
        }
    }

    private static void AssertDensity<T>(T model, double[] expected, double tolerance)
        where T : GenerativeModel, IFitted, IDensityModel
    {
        model.Fit(Rows());
        var query = Tensor.Constant([Expected.Query.Length / Width, Width], Expected.Query);
        float[] found = Run(model.LogDensity(query));
        Assert.Equal(expected.Length, found.Length);
        for (int i = 0; i < found.Length; i++)
        {
            Assert.Equal(expected[i], found[i], tolerance * Math.Max(1, Math.Abs(expected[i])));
        }
    }

    private static FitRows Rows() => new(Expected.Rows, default, 1, null, _ => { }, CancellationToken.None);

    private static double LeftOut(float[] bandwidth)
    {
        int rows = Expected.Rows.Length / Width;
        double total = 0;
        for (int i = 0; i < rows; i++)
        {
            double density = 0;
            for (int k = 0; k < rows; k++)
            {
                double log = 0;
                for (int j = 0; j < Width; j++)
                {
                    double u = (Expected.Rows[(i * Width) + j] - Expected.Rows[(k * Width) + j]) / bandwidth[j];
                    log -= (0.5 * u * u) + Math.Log(bandwidth[j] * Math.Sqrt(2 * Math.PI));
                }

                density += i == k ? 0 : Math.Exp(log);
            }

            total += Math.Log(density / (rows - 1));
        }

        return total / rows;
    }

    private static float[] Run(Tensor result)
    {
        using var graph = CompiledGraph.Compile([result]);
        graph.Run();
        var values = new float[result.Shape.Count];
        graph.Read(result, values);
        return values;
    }

    private sealed record KdeGolden(double[] Density, double[] Bandwidth, double LeftOut);

    private sealed record HistogramGolden(int[] Bins, double[] Density);

    private sealed record Golden(
        float[] Rows,
        float[] Query,
        KdeGolden Kde,
        int CopulaBins,
        double[] Copula,
        HistogramGolden Histogram,
        double[][] Columns,
        int[] ColumnBins
    );
}
