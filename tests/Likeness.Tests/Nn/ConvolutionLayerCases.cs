using Likeness.Compute.Graph;
using Likeness.Nn;

namespace Likeness.Tests.Nn;

/// <summary>The convolutions of tests/golden/convolutions.py: many samples, many channels, and every form.</summary>
internal static class ConvolutionLayerCases
{
    public static IEnumerable<LayerCase> All =>
        [.. new[] { 16, 17, 32 }.SelectMany(Sizes), .. new[] { 5, 17 }.SelectMany(Forms)];

    private static IEnumerable<LayerCase> Sizes(int batch) =>
        [
            Of($"conv 1 to 32, {batch}", [batch, 1, 6, 7], s => Convolution.ForImages(s, 1, 32, 3, 1, 1)),
            Of($"conv 3 to 32 by two, {batch}", [batch, 3, 7, 8], s => Convolution.ForImages(s, 3, 32, 3, 2, 1)),
            Of($"conv 16 to 16, {batch}", [batch, 16, 6, 7], s => Convolution.ForImages(s, 16, 16, 3, 1, 1)),
            Of(
                $"dilated conv 32 to 32, {batch}",
                [batch, 32, 6, 7],
                s => Convolution.ForImages(s, 32, 32, 3, 1, 2, dilation: 2)
            ),
            Of($"conv 32 to 64, {batch}", [batch, 32, 4, 5], s => Convolution.ForImages(s, 32, 64, 3, 1, 1)),
            Of($"conv 32 to 64 by two, {batch}", [batch, 32, 5, 4], s => Convolution.ForImages(s, 32, 64, 3, 2, 1)),
            Adjoint(
                $"transposed conv 64 to 32, {batch}",
                [batch, 64, 2, 3],
                s => TransposedConvolution.ForImages(s, 64, 32, 4, 2, 1)
            ),
        ];

    private static IEnumerable<LayerCase> Forms(int batch) =>
        [
            Of($"dilated conv, {batch}", [batch, 3, 7, 8], s => Convolution.ForImages(s, 3, 6, 3, 1, 2, dilation: 2)),
            Of(
                $"dilated conv by two, {batch}",
                [batch, 3, 8, 9],
                s => Convolution.ForImages(s, 3, 6, 3, 2, 2, dilation: 2)
            ),
            Of(
                $"dilated conv in groups, {batch}",
                [batch, 6, 7, 6],
                s => Convolution.ForImages(s, 6, 9, 3, 1, 3, groups: 3, dilation: 3)
            ),
            Of(
                $"depthwise conv of sequences, {batch}",
                [batch, 6, 11],
                s => new Convolution(s, 6, 6, [3], [Window.Padded(1)], groups: 6)
            ),
            Of(
                $"conv of sequences in groups, {batch}",
                [batch, 6, 11],
                s => new Convolution(s, 6, 9, [4], [Window.Padded(1, stride: 2)], groups: 3)
            ),
            Of(
                $"depthwise conv of images, {batch}",
                [batch, 20, 5, 6],
                s => Convolution.ForImages(s, 20, 20, 3, 1, 1, groups: 20)
            ),
            Adjoint(
                $"dilated transposed conv, {batch}",
                [batch, 5, 4, 3],
                s => TransposedConvolution.ForImages(s, 5, 4, 3, 1, 1, dilation: 2)
            ),
            Adjoint(
                $"dilated transposed conv by two, {batch}",
                [batch, 5, 3, 4],
                s => TransposedConvolution.ForImages(s, 5, 4, 3, 2, 2, 1, dilation: 3)
            ),
            Adjoint(
                $"transposed conv in groups with more places, {batch}",
                [batch, 6, 4, 3],
                s => TransposedConvolution.ForImages(s, 6, 4, 3, 2, 1, 1, groups: 2)
            ),
            Adjoint(
                $"transposed conv of sequences in groups, {batch}",
                [batch, 6, 5],
                s => new TransposedConvolution(s, 6, 6, [4], [Window.Padded(1, stride: 3)], [2], groups: 3)
            ),
            Of($"conv of kernel 5, {batch}", [batch, 3, 7, 6], s => Convolution.ForImages(s, 3, 20, 5, 1, 2)),
            Of($"conv of kernel 7, {batch}", [batch, 2, 9, 8], s => Convolution.ForImages(s, 2, 5, 7, 2, 3)),
            Of($"causal conv of kernel 3, {batch}", [batch, 3, 17], s => Convolution.Causal(s, 3, 18, 3, dilation: 4)),
        ];

    private static LayerCase Of(string name, Shape shape, Func<ParameterScope, Convolution> make) =>
        new(
            name,
            [shape],
            scope =>
            {
                var layer = make(scope);
                return (x, _) => layer.Apply(x[0]);
            }
        );

    private static LayerCase Adjoint(string name, Shape shape, Func<ParameterScope, TransposedConvolution> make) =>
        new(
            name,
            [shape],
            scope =>
            {
                var layer = make(scope);
                return (x, _) => layer.Apply(x[0]);
            }
        );
}
