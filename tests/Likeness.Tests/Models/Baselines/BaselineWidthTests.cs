using Likeness.Compute.Compilation;
using Likeness.Compute.Cpu;
using Likeness.Compute.Graph;
using Likeness.Data;
using Likeness.Models;

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
        if (model is IRowSampler sampler)
        {
            float[] sampled = new float[50 * width];
            double[] scores = new double[Rows];
            sampler.SampleRows(1, 0, sampled);
            ((IRowDensity)model).LogDensities(rows, scores);
            AssertFinite([.. sampled, .. scores.Select(score => (float)score)]);
            return;
        }

        AssertFinite(Run(model.Sample(50)));
        var query = Tensor.Constant([Rows, width], rows);
        if (model is IDensityModel density)
        {
            AssertFinite(Run(density.LogDensity(query)));
        }

        if (model is IImputer complete)
        {
            float[] mask = [.. Enumerable.Range(0, rows.Length).Select(i => i % 3 == 0 ? 0f : 1f)];
            float[] found = Run(complete.Impute(query, Tensor.Constant([Rows, width], mask)));
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
