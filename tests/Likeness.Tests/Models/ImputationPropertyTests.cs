using Likeness.Compute.Compilation;
using Likeness.Compute.Graph;
using Likeness.Data;
using Likeness.Models;

namespace Likeness.Tests.Models;

/// <summary>Property tests of every model that imputes missing values.</summary>
public sealed class ImputationPropertyTests
{
    private const int Count = 600;

    public static TheoryData<string> Models =>
        [
            .. ModelRegistry
                .Learning(typeof(Table))
                .Where(entry => entry.ModelType.IsAssignableTo(typeof(IImputer)))
                .Select(e => e.Name),
        ];

    [Theory]
    [MemberData(nameof(Models))]
    public void WhatIsGivenStaysAndWhatIsMissingIsFinite(string name)
    {
        using var trained = new Trained(name, Toy.Arc(300), epochs: 2);
        float[] rows = Rows(trained);
        float[] mask =
        [
            .. Enumerable.Range(0, Count * 3).Select(i => (i / 3 >> (i % 3)) & 1).Select(bit => (float)bit),
        ];
        float[] found = Impute(trained, rows, mask);
        for (int i = 0; i < found.Length; i++)
        {
            Assert.True(float.IsFinite(found[i]));
            Assert.True(mask[i] == 0 || found[i] == rows[i], $"value {i} was given, and has changed");
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void MissingValuesDoNotLookAtWhatStandsInTheirPlace(string name)
    {
        using var trained = new Trained(name, Toy.Arc(300), epochs: 2);
        float[] rows = Rows(trained);
        float[] mask = [.. Enumerable.Range(0, Count * 3).Select(i => i % 3 == 1 ? 0f : 1f)];
        float[] other = [.. rows.Select((value, i) => mask[i] == 0 ? 7 : value)];
        Assert.Equal(Impute(trained, rows, mask), Impute(trained, other, mask));
    }

    private static float[] Rows(Trained trained)
    {
        var rows = new float[Count * 3];
        trained.Transform.Forward(Toy.Arc(Count, seed: 9), [.. Enumerable.Range(0, Count)], rows);
        return rows;
    }

    private static float[] Impute(Trained trained, float[] rows, float[] mask)
    {
        var (input, given) = (Tensor.Input("rows", [Count, 3]), Tensor.Input("given", [Count, 3]));
        var completed = ((IImputer)trained.State.Chosen).Impute(input, given);
        using var graph = CompiledGraph.Compile([completed]);
        graph.Write(input, rows);
        graph.Write(given, mask);
        graph.Run();
        var values = new float[completed.Shape.Count];
        graph.Read(completed, values);
        return values;
    }
}
