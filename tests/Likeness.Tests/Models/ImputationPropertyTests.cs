using Likeness.Data;
using Likeness.Models;
using Likeness.Sampling;
using Likeness.Testing;
using Likeness.Tests.Models.Densities;

namespace Likeness.Tests.Models;

/// <summary>Property tests of every model that imputes missing values.</summary>
public sealed class ImputationPropertyTests
{
    private const int Count = 600;

    public static TheoryData<string> Models =>
        [
            .. LongTest.Some(
                ModelRegistry
                    .Learning(typeof(Table))
                    .Where(entry => entry.ModelType.IsAssignableTo(typeof(IImputer)))
                    .Select(e => e.Name)
            ),
        ];

    [Theory]
    [MemberData(nameof(Models))]
    public void WhatIsGivenStaysAndWhatIsMissingIsFinite(string name)
    {
        using var trained = new Trained(name, Toy.Arc(300), epochs: 2, options: QuickModel.FewSteps(name));
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
        using var trained = new Trained(name, Toy.Arc(300), epochs: 2, options: QuickModel.FewSteps(name));
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
        using var imputer = new Imputer(trained.State.Chosen, workers: null, Count);
        var values = new float[rows.Length];
        imputer.Impute(rows, mask, values, chunk: 0, seed: 1);
        return values;
    }
}
