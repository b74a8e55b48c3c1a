using System.Text.Json;
using Likeness.Modalities.Images.Data;
using Likeness.Models;
using Likeness.Models.Images.Autoregressive;
using Likeness.Tests.House;

namespace Likeness.Tests.Models.Images;

/// <summary>Autoregressive pixel models compared with PyTorch's: tests/golden/pixels.py.</summary>
public sealed class PixelGoldenTests
{
    private const int Rows = 16;
    private const int Side = 4;

    private static readonly Golden Expected = JsonSerializer.Deserialize<Golden>(
        Repository.Read("tests/golden/pixels.json"),
        JsonSerializerOptions.Web
    )!;

    [Fact]
    public void TheGatedPixelCnnAgreesWithPyTorch() => Check(new PixelCnn(Cnn(), Grey), Binary, Expected.Cnn);

    [Fact]
    public void TheGatedPixelCnnOfColoursGivenTheClassAgreesWithPyTorch()
    {
        var space = ModelSpace.Create(new ImageTransform(new(3, Side, Side), PixelScale.Levels, ["a", "b"], true), 100);
        float[] rows = [.. Levels.Chunk(3 * Side * Side).SelectMany((row, i) => row.Append(i % 2))];
        var options = Cnn() with { Conditional = true, Head = PixelHead.DiscretisedLogistic, Mixture = 2 };
        Check(new PixelCnn(options, space), rows, Expected.CnnColoured);
    }

    [Fact]
    public void TheRowLstmAgreesWithPyTorch() => Check(new PixelRnn(Rnn(), Grey), Binary, Expected.Rnn);

    [Fact]
    public void TheRowLstmOfColoursAgreesWithPyTorch()
    {
        var space = ModelSpace.Create(new ImageTransform(new(3, Side, Side), PixelScale.Levels, []), 100);
        Check(new PixelRnn(Rnn(), space), Levels, Expected.RnnColoured);
    }

    [Fact]
    public void TheDiagonalBiLstmAgreesWithPyTorch() =>
        Check(new PixelRnn(Rnn() with { Recurrence = PixelRecurrence.Diagonal }, Grey), Binary, Expected.Diagonal);

    [Fact]
    public void TheDiagonalBiLstmOfColoursAgreesWithPyTorch()
    {
        var space = ModelSpace.Create(new ImageTransform(new(3, Side, Side), PixelScale.Levels, []), 100);
        var options = Rnn() with { Recurrence = PixelRecurrence.Diagonal };
        Check(new PixelRnn(options, space), Levels, Expected.DiagonalColoured);
    }

    private static ModelSpace Grey =>
        ModelSpace.Create(new ImageTransform(new(1, Side, Side), PixelScale.Binary, []), 100);

    private static float[] Binary =>
        [.. Deterministic.Numbers(Rows * Side * Side, 1000, 1).Select(value => value > 0 ? 1f : 0f)];

    private static float[] Levels =>
        [
            .. Deterministic
                .Numbers(Rows * 3 * Side * Side, 1000, 1)
                .Select(value => (float)Math.Clamp(Math.Floor((value * 128.0) + 128), 0, 255)),
        ];

    private static PixelCnnOptions Cnn() =>
        new()
        {
            Width = 6,
            Layers = 2,
            FirstKernel = 5,
            Kernel = 3,
            HeadWidth = 7,
        };

    private static PixelRnnOptions Rnn() =>
        new()
        {
            Width = 3,
            Layers = 2,
            FirstKernel = 5,
            HeadWidth = 7,
        };

    private static void Check(PixelModel model, float[] rows, GoldenStep golden)
    {
        using (model)
        {
            Deterministic.Fill(model.Parameters);
            StepAgreement.Check(model, x => -model.LogDensity(x).Mean(), rows, golden);
        }
    }

    private sealed record Golden(
        GoldenStep Cnn,
        GoldenStep CnnColoured,
        GoldenStep Rnn,
        GoldenStep RnnColoured,
        GoldenStep Diagonal,
        GoldenStep DiagonalColoured
    );
}
