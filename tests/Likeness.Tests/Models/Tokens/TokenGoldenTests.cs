using System.Text.Json;
using Likeness.Compute.Graph;
using Likeness.Models;
using Likeness.Models.Tokens;
using Likeness.Nn;
using Likeness.Tests.House;

namespace Likeness.Tests.Models.Tokens;

/// <summary>The column transformers compared with PyTorch's: tests/golden/tokens.py.</summary>
public sealed class TokenGoldenTests
{
    private const int Rows = 32;
    private static readonly int[] Bins = [7, 2, 30, 5];
    private static readonly float[] Numbers = Deterministic.Numbers(Rows * Bins.Length, 1000, 2);

    private static readonly float[] BinNumbers =
    [
        .. Numbers.Select(
            (value, i) => (float)Math.Clamp(Math.Floor(((value / 4.0) + 0.5) * Bins[i % 4]), 0, Bins[i % 4] - 1)
        ),
    ];

    private static readonly ModelSpace BinSpace = new([
        .. Bins.Select((count, i) => new ModelDimension($"x{i}", count)),
    ]);

    private static readonly Golden Expected = JsonSerializer.Deserialize<Golden>(
        Repository.Read("tests/golden/tokens.json"),
        JsonSerializerOptions.Web
    )!;

    [Fact]
    public void Gpt2OfCellsAgreesWithPyTorch() => Check(new Gpt2(Small(), BinSpace), BinNumbers, Expected.Cells);

    [Fact]
    public void Gpt2OfContinuousValuesAgreesWithPyTorch() =>
        Check(new Gpt2(Small(), Bins.Length), Numbers, Expected.Continuous);

    [Fact]
    public void Gpt2OfWordsAgreesWithPyTorch() =>
        Check(new Gpt2(Small() with { Head = TokenHead.Softmax }, BinSpace), BinNumbers, Expected.Words);

    [Fact]
    public void TheMaskedTransformerAgreesWithPyTorch()
    {
        var options = new MaskedTransformerOptions
        {
            Width = 8,
            Heads = 2,
            Hidden = 12,
            Layers = 2,
            Mixture = 3,
            Waves = 2,
        };
        using var model = new MaskedTransformer(options, BinSpace);
        Deterministic.Fill(model.Parameters);
        float[] seen = [.. Enumerable.Range(0, Rows * 4).Select(i => (float)(((i / 4) >> (i % 4)) % 2))];
        for (int i = 0; i < Rows; i++)
        {
            seen[4 * i] = seen.AsSpan(4 * i, 4).ToArray().All(value => value == 1) ? 0 : seen[4 * i];
        }

        var mask = Tensor.Constant([Rows, 4], seen);
        StepAgreement.Check(model, rows => model.Loss(rows, mask, ForwardPass.Inference), BinNumbers, Expected.Masked);
    }

    [Fact]
    public void ThePiGeneratorTransformerAgreesWithPyTorch()
    {
        var options = MaskedTransformerOptions.PiGenerator with { Width = 8, Heads = 2, Hidden = 12, Layers = 2 };
        var space = new ModelSpace([new("x"), new("y"), new("r", IsColour: true), new("g", IsColour: true)]);
        using var model = new CopyingTransformer(options, space);
        foreach (var (parameter, i) in model.Parameters.Trained.Select((parameter, i) => (parameter, i)))
        {
            double bound = 1 / Math.Sqrt(parameter.Shape[-1]);
            Deterministic.Numbers(parameter.Shape.Count, i, bound).CopyTo(parameter.Values);
        }

        StepAgreement.Check(model, rows => model.Loss(rows, ForwardPass.Inference), Numbers, Expected.Copying);
    }

    private static Gpt2Options Small() =>
        new()
        {
            Width = 8,
            Heads = 2,
            Hidden = 12,
            Layers = 2,
            Mixture = 3,
            Waves = 2,
        };

    private static void Check(Gpt2 model, float[] rows, GoldenStep golden)
    {
        using (model)
        {
            Deterministic.Fill(model.Parameters);
            StepAgreement.Check(model, x => -model.LogDensity(x, ForwardPass.Inference).Mean(), rows, golden);
        }
    }

    private sealed record Golden(
        GoldenStep Cells,
        GoldenStep Continuous,
        GoldenStep Words,
        GoldenStep Masked,
        GoldenStep Copying
    );
}
