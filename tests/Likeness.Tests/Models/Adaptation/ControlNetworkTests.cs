using System.Text.Json;
using Likeness.Compute.Compilation;
using Likeness.Compute.Gradients;
using Likeness.Compute.Graph;
using Likeness.Modalities.Images.Data;
using Likeness.Models;
using Likeness.Models.Adaptation;
using Likeness.Models.Diffusion;
using Likeness.Nn;
using Likeness.Tests.House;
using Likeness.Tests.Models.Images;
using static Likeness.Tests.Models.Adaptation.ExtendedModels;

namespace Likeness.Tests.Models.Adaptation;

/// <summary>Control networks: the maps, the network at its start, and what is trained.</summary>
public sealed class ControlNetworkTests
{
    /// <summary>tests/golden/edges.py computes them by SciPy.</summary>
    [Fact]
    public void EdgesAreThoseOfTheReference()
    {
        using var golden = JsonDocument.Parse(Repository.Read("tests/golden/edges.json"));
        float[] Numbers(string name) =>
            [.. golden.RootElement.GetProperty(name).EnumerateArray().Select(value => value.GetSingle())];
        float[] pixels = [.. Numbers("pixels").Select(value => value / 255)];
        Assert.Equal(Numbers("edges"), Maps(ControlKind.Edges, new(1, 12, 10), PixelScale.Unit, pixels));
        float[] symmetric = [.. pixels.Select(value => (2 * value) - 1)];
        Assert.Equal(Numbers("edges"), Maps(ControlKind.Edges, new(1, 12, 10), PixelScale.Symmetric, symmetric));
    }

    [Fact]
    public void AMaskIsTheBrightPartAndASketchHasBlocksOfFour()
    {
        float[] square =
        [
            .. Enumerable.Range(0, 256).Select(i => i / 16 is >= 4 and < 12 && i % 16 is >= 4 and < 12 ? 1f : 0),
        ];
        Assert.Equal(square, Maps(ControlKind.Mask, Size, PixelScale.Unit, square));
        float[] sketch = Maps(ControlKind.Sketch, Size, PixelScale.Unit, square);
        Assert.Contains(1, sketch);
        Assert.All(Enumerable.Range(0, 256), i => Assert.Equal(sketch[(i / 32 * 32) + (i % 16 / 2 * 2)], sketch[i]));
        Assert.DoesNotContain(1, Maps(ControlKind.Edges, Size, PixelScale.Unit, new float[256]));
    }

    [Theory]
    [MemberData(nameof(ExtendedModels.Names), MemberType = typeof(ExtendedModels))]
    public void TheControlledModelBeginsAsTheTrainedOne(string name)
    {
        var (plain, controlled) = Models(name);
        using (plain)
        using (controlled)
        {
            var model = (IControlledModel)controlled;
            Assert.True(model.IsControlled);
            Assert.False(((IControlledModel)plain).IsControlled);
            var maps = Tensor.Constant([3, 256], Deterministic.Numbers(3 * 256, 2, 1));
            float[] expected = Values(plain.Sample(3));
            Close(expected, Values(controlled.Sample(3)), tolerance: 1e-4);
            Close(expected, Values(model.SampleUnder(maps, classes: null)), tolerance: 1e-4);

            foreach (
                var zero in controlled.Parameters.Where(one =>
                    one.Name.StartsWith("control.zeros", StringComparison.Ordinal)
                )
            )
            {
                Deterministic.Numbers(zero.Shape.Count, 1, 0.3).CopyTo(zero.Values);
            }

            Close(expected, Values(controlled.Sample(3)), tolerance: 1e-4); // without a map it stays the trained model
            Assert.NotEqual(expected, Values(model.SampleUnder(maps, classes: null)));
        }
    }

    [Theory]
    [MemberData(nameof(ExtendedModels.Names), MemberType = typeof(ExtendedModels))]
    public void OnlyTheControlNetworkIsTrainedAndAllOfIt(string name)
    {
        var (plain, controlled) = Models(name);
        using (plain)
        using (controlled)
        {
            Assert.All(
                controlled.Parameters.Trained,
                one => Assert.StartsWith(WeightTransfer.CopyPrefix, one.Name, StringComparison.Ordinal)
            );
            Assert.Equal(plain.Parameters.Count, controlled.Parameters.Count - controlled.Parameters.Trained.Count);
            foreach (var array in controlled.Parameters.Trained.Where(one => one.Values.IndexOfAnyExcept(0) < 0))
            {
                Deterministic.Numbers(array.Shape.Count, 1, 0.3).CopyTo(array.Values);
            }

            // The last layer of the frozen network begins at 0 and passes no gradient.
            foreach (
                var array in controlled.Parameters.Where(one => one.Name.StartsWith("last.", StringComparison.Ordinal))
            )
            {
                Deterministic.Numbers(array.Shape.Count, 1, 0.3).CopyTo(array.Values);
            }

            var objective = controlled.Objectives.Single();
            var rows = Tensor.Input("rows", [4, controlled.Dimensions]);
            var gradients = Gradient.Compute(
                objective.Loss(rows, ForwardPass.Training()),
                [.. objective.Parameters.Select(one => one.Tensor)]
            );
            using var graph = CompiledGraph.Compile(gradients);
            graph.Write(rows, Rows(name, 4));
            graph.Run();
            for (int i = 0; i < gradients.Length; i++)
            {
                var values = new float[gradients[i].Shape.Count];
                graph.Read(gradients[i], values);
                Assert.True(values.Any(value => value != 0), $"nothing reaches {objective.Parameters[i].Name}");
            }
        }
    }

    private static (GenerativeModel Plain, GenerativeModel Controlled) Models(string name) =>
        Create(name, options => options with { Control = ControlKind.Edges }, Transform(name));

    private static float[] Rows(string name, int count)
    {
        var transform = Transform(name);
        var rows = new float[count * transform.Width];
        transform.Forward(TinyImages.Squares(count), [.. Enumerable.Range(0, count)], rows);
        return rows;
    }

    private static float[] Maps(ControlKind kind, ImageShape shape, PixelScale scale, float[] pixels)
    {
        var rows = Tensor.Constant([1, shape.Length], pixels);
        return Values(new ControlMap(kind, shape, scale).Compute(rows));
    }
}
