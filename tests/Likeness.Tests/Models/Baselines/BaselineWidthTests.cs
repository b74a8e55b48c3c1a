using Likeness.Compute.Compilation;
using Likeness.Compute.Cpu;
using Likeness.Compute.Graph;
using Likeness.Data;
using Likeness.Models;
using Likeness.Sampling;

namespace Likeness.Tests.Models.Baselines;

/// <summary>Models that are fitted in one go work for few and for many columns.</summary>
public sealed class BaselineWidthTests
{
    private const int Rows = 300;

    public static TheoryData<string, int> Cases
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (var entry in ModelRegistry.Learning(typeof(Table)).Where(entry => !entry.TakesSteps))
            {
                foreach (int width in new[] { 1, 2, 40 })
                {
                    data.Add(entry.Name, width);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void SamplesScoresAndImputes(string name, int width)
    {
        float[] rows = Correlated(width);
        var entry = ModelRegistry.Find(name, typeof(Table));
        var space = ModelSpace.FromInt32(width) with { TrainRows = Rows };
        using var model = entry.Create(entry.DefaultOptions(), space, seed: 1);
        ((IFitted)model).Fit(new FitRows(rows, default, 1, null, _ => { }, CancellationToken.None));
        using var sampler = new RowSampler(model, 50, workers: null);
        AssertFinite(sampler.Sample(0, seed: 1).ToArray());
        var query = Tensor.Constant([Rows, width], rows);
        if (model is IRowDensity rowDensity)
        {
            var logs = new double[Rows];
            rowDensity.LogDensities(rows, logs);
            Assert.All(logs, value => Assert.True(double.IsFinite(value)));
        }
        else if (model is IDensityModel density)
        {
            AssertFinite(Run(density.LogDensity(query)));
        }

        if (model is IImputer)
        {
            float[] mask = [.. Enumerable.Range(0, rows.Length).Select(i => i % 3 == 0 ? 0f : 1f)];
            float[] found = new float[rows.Length];
            using var imputer = new Imputer(model, workers: null, Rows);
            imputer.Impute(rows, mask, found, chunk: 0, seed: 1);
            AssertFinite(found);
            Assert.All(Enumerable.Range(0, rows.Length), i => Assert.True(mask[i] == 0 || found[i] == rows[i]));
        }
    }

    // Neighbouring columns share half of their variance.
    private static float[] Correlated(int width)
    {
        var random = new PhiloxRandom(9, 0);
        var rows = new float[Rows * width];
        for (int i = 0; i < rows.Length; i++)
        {
            double before = i % width == 0 ? random.NextNormal() : rows[i - 1];
            rows[i] = (float)((before + random.NextNormal()) / Math.Sqrt(2));
        }

        return rows;
    }

    private static void AssertFinite(float[] values) => Assert.All(values, value => Assert.True(float.IsFinite(value)));

    private static float[] Run(Tensor result)
    {
        using var graph = CompiledGraph.Compile([result]);
        graph.Run();
        var values = new float[result.Shape.Count];
        graph.Read(result, values);
        return values;
    }
}
