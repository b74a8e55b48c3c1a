using Likeness.Compute.Compilation;
using Likeness.Compute.Graph;
using Likeness.Data;
using Likeness.Models;
using Likeness.Testing;

namespace Likeness.Tests.Models;

/// <summary>Property tests of every registered model that can do more than sample.</summary>
public sealed class CapabilityPropertyTests
{
    private const int Rows = 40;

    public static TheoryData<string> Models =>
        [.. LongTest.Some(ModelRegistry.Learning(typeof(Table)).Select(entry => entry.Name))];

    [Theory]
    [MemberData(nameof(Models))]
    public void CodesAndReconstructionsHaveTheirShapes(string name)
    {
        using var trained = new Trained(name, Toy.Arc(200), epochs: 2);
        var model = trained.State.Chosen;
        float[] rows = InModelSpace(trained, Rows);
        if (model is ILatentModel latent)
        {
            float[] codes = Run(latent.Encode, rows, 3);
            Assert.Equal(Rows * latent.LatentDimensions, codes.Length);
            Assert.All(codes, value => Assert.True(float.IsFinite(value)));
        }

        if (model is IDecoder decoder)
        {
            float[] codes = Deterministic.Numbers(Rows * decoder.LatentDimensions, 1, 1);
            float[] decoded = Run(decoder.Decode, codes, decoder.LatentDimensions);
            Assert.Equal(Rows * 3, decoded.Length);
            Assert.All(decoded, value => Assert.True(float.IsFinite(value)));
        }

        if (model is IReconstructor reconstruct)
        {
            Assert.Equal(Rows * 3, Run(reconstruct.Reconstruct, rows, 3).Length);
        }

        if (model is IScorer score)
        {
            Assert.Equal(Rows, Run(score.Score, rows, 3).Length);
            Assert.NotEmpty(score.ScoreKind);
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void OneColumnAndFortyAreDrawn(string name)
    {
        foreach (int width in new[] { 1, 40 })
        {
            var table = Toy.Normal(40, width);
            using var trained = new Trained(name, table, epochs: 1, options: Small(name));
            var rows = trained.Sample(20);
            Assert.Equal((20, width), (rows.RowCount, rows.Width));
        }
    }

    private static ModelOptions Small(string name) =>
        ModelRegistry.Find(name, typeof(Table)).DefaultOptions() with
        {
            BatchSize = 32,
        };

    private static float[] InModelSpace(Trained trained, int rows)
    {
        var z = new float[rows * 3];
        trained.Transform.Forward(Toy.Arc(rows, seed: 9), [.. Enumerable.Range(0, rows)], z);
        return z;
    }

    private static float[] Run(Func<Tensor, Tensor> function, float[] rows, int width, ulong seed = 1)
    {
        var input = Tensor.Input("rows", [rows.Length / width, width]);
        var result = function(input);
        using var graph = CompiledGraph.Compile([result]);
        graph.Seed = seed;
        graph.Write(input, rows);
        graph.Run();
        var values = new float[result.Shape.Count];
        graph.Read(result, values);
        return values;
    }
}
