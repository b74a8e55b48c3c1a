using System.Text.Json;
using Likeness.Compute.Compilation;
using Likeness.Compute.Gradients;
using Likeness.Compute.Graph;
using Likeness.Modalities.Images.Data;
using Likeness.Modalities.Images.Datasets;
using Likeness.Modalities.Images.Evaluation;
using Likeness.Modalities.Images.Style;
using Likeness.Nn;
using Likeness.Tests.House;
using Likeness.Tests.Models;
using Likeness.Tests.Models.Images;

namespace Likeness.Tests.Modalities.Images.Style;

/// <summary>Style transfer: losses compared with PyTorch's, what a Gram matrix does not see, and pictures that take a style.</summary>
public sealed class StyleTests
{
    private const int Side = 16;

    private static readonly int[] Widths = [3, 4, 5];

    private static readonly Golden Expected = JsonSerializer.Deserialize<Golden>(
        Repository.Read("tests/golden/style.json"),
        JsonSerializerOptions.Web
    )!;

    [Fact]
    public void LossesAndTheirGradientAgreeWithPyTorch()
    {
        using var parameters = new ParameterSet();
        var network = new TextureNetwork(
            new ParameterScope(parameters, null),
            new ImageShape(3, Side, Side),
            outputs: 2,
            Widths
        );
        NamedAgreement.Fill(parameters);
        foreach (var variance in parameters.Where(one => one.Name.EndsWith("running_var", StringComparison.Ordinal)))
        {
            variance.Values.Fill(1);
        }

        IReadOnlyList<Tensor> Layers(Tensor x) =>
            [.. network.Layers(x, ForwardPass.Inference).Select((layer, i) => layer * (i + 0.5f))];
        var x = Picture(1);
        var found = Layers(x);
        var content = StyleLoss.Content(found[1], Layers(Picture(2))[1]);
        var style = StyleLoss.Style(found, [.. Layers(Picture(3) * 3).Select(StyleLoss.Gram)]);
        var slope = Gradient.Compute((content * 0.3f) + style, x)[0];
        float[][] values = Run(content, style, slope);
        Assert.Equal(Expected.Content, values[0][0], 1e-5 * Expected.Content);
        Assert.Equal(Expected.Style, values[1][0], 1e-5 * Expected.Style);
        float[] golden = Deterministic.Unpack(Expected.Slope);
        double largest = golden.Max(Math.Abs);
        Assert.All(golden.Zip(values[2]), pair => Assert.Equal(pair.First, pair.Second, 2e-5 * largest));
    }

    [Fact]
    public void AGramMatrixIgnoresShifts()
    {
        var features = Tensor.Constant([1, 4, 6, 8], Deterministic.Numbers(4 * 6 * 8, 1, 1));
        var shifted = Tensor.Concatenate(3, features.Slice(3, 3, 5), features.Slice(3, 0, 3));
        shifted = Tensor.Concatenate(2, shifted.Slice(2, 2, 4), shifted.Slice(2, 0, 2));
        float[][] found = Run(StyleLoss.Gram(features), StyleLoss.Gram(shifted), features - shifted);
        Assert.All(found[0].Zip(found[1]), pair => Assert.Equal(pair.First, pair.Second, 1e-6f));
        Assert.Contains(found[2], value => Math.Abs(value) > 0.5);
    }

    [Fact]
    public void TheOwnStyleChangesNothing()
    {
        var picture = TexturesDataset.Generate(3, 1);
        using var features = Small();
        var found = Styled(picture, picture, features, new() { Steps = 4 });
        Assert.Equal(picture.Pixels, found.Picture.Pixels);
        Assert.Equal(0, found.StyleLoss);
        Assert.Equal(0, found.ContentLoss);
    }

    [Fact]
    public void AnotherStyleIsApproachedAndTheContentHeld()
    {
        var pictures = TexturesDataset.Generate(4, 12);
        var (content, style) = (pictures.Take([2]), pictures.Take([9]));
        using var features = Small();
        var free = Styled(content, style, features, new() { Steps = 60, ContentWeight = 0 });
        Assert.True(free.StyleLoss < 0.2 * free.FirstStyleLoss, $"{free.FirstStyleLoss} → {free.StyleLoss}");
        var held = Styled(content, style, features, new() { Steps = 60, ContentWeight = 10 });
        Assert.True(held.ContentLoss < 0.5 * free.ContentLoss, $"{free.ContentLoss} → {held.ContentLoss}");
        var noise = Styled(content, style, features, new() { Steps = 2, FromNoise = true });
        Assert.NotEqual(content.Pixels, noise.Picture.Pixels);
    }

    [Fact]
    public void ScaledChannelsHaveMeanOne()
    {
        var textures = TexturesDataset.Generate(5, 24);
        using var features = Small(textures);
        var pixels = new float[textures.Count * textures.Shape.Length];
        for (int i = 0; i < textures.Count; i++)
        {
            ImageRow.Write(textures[i], textures.Shape, pixels.AsSpan(i * textures.Shape.Length));
        }

        var layers = features.Layers(Tensor.Constant([textures.Count, 3, 32, 32], pixels));
        float[][] means = Run([.. layers.Select(layer => layer.Mean([0, 2, 3]))]);
        Assert.All(
            means.SelectMany(mean => mean),
            mean => Assert.True(mean is 0 || Math.Abs(mean - 1) < 1e-4, $"{mean}")
        );
    }

    [Fact]
    public void PicturesThatDoNotFitAreRefused()
    {
        using var features = Small();
        var picture = TexturesDataset.Generate(3, 1);
        var tiny = TexturesDataset.Generate(3, 1, size: 4);
        var error = Assert.Throws<LikenessException>(() => Styled(picture, tiny, features, new()));
        Assert.Equal(
            "the picture of the style is of 3×4×4, and its sides must be of 8 pixels or more (give a larger Size)",
            error.Message
        );
        error = Assert.Throws<LikenessException>(() => Styled(TexturesDataset.Generate(3, 2), tiny, features, new()));
        Assert.Equal("the content is 2 pictures (give one)", error.Message);
    }

    [Fact]
    public void TexturesOfOneKindDifferAndTheSeedGivesThemAgain()
    {
        var textures = TexturesDataset.Generate(7, 24);
        Assert.Equal(textures.Pixels, TexturesDataset.Generate(7, 24).Pixels);
        Assert.NotEqual(textures[0].ToArray(), textures[12].ToArray());
        Assert.Equal(24, Enumerable.Range(0, 24).Select(i => Convert.ToHexString(textures[i])).Distinct().Count());
        Assert.Equal(12, textures.Labels[0].Counts().Count(count => count == 2));
    }

    private static StyledPicture Styled(
        ImageSet content,
        ImageSet style,
        StyleFeatures features,
        StyleSettings settings
    ) => StyleTransfer.Apply(content, style, settings, features, null, null, CancellationToken.None);

    private static StyleFeatures Small(ImageSet? textures = null)
    {
        textures ??= TexturesDataset.Generate(5, 24);
        var parameters = new ParameterSet();
        var network = new TextureNetwork(new ParameterScope(parameters, 2), textures.Shape, 12, [8, 12, 16]);
        return new StyleFeatures(network, parameters, textures, null);
    }

    private static Tensor Picture(int index) =>
        Tensor.Constant([1, 3, Side, Side], Deterministic.Numbers(3 * Side * Side, index, 1));

    private static float[][] Run(params Tensor[] tensors)
    {
        using var graph = CompiledGraph.Compile(tensors);
        graph.Run();
        return
        [
            .. tensors.Select(tensor =>
            {
                var values = new float[tensor.Shape.Count];
                graph.Read(tensor, values);
                return values;
            }),
        ];
    }

    private sealed record Golden(double Content, double Style, string Slope);
}
