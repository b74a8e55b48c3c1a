using Likeness.Compute.Graph;

namespace Likeness.Compute.Tests.Graph;

/// <summary>Convolutions with one and two axes: strides, padding, dilation, groups, few and many samples, and their adjoints.</summary>
internal static class ConvolutionCases
{
    public static IEnumerable<OpCase> All =>
        [
            Of("convolve 1-D", 1, [new Window()], [3], [11]),
            Of("convolve 1-D causal dilated", 1, [Window.Causal(2, 3)], [2], [9]),
            Of("convolve 2-D", 1, [Window.Padded(1), Window.Padded(1)], [3, 3], [4, 5]),
            Of("convolve 2-D by two", 1, [Window.Padded(1, 2), Window.Padded(1, 2)], [3, 3], [6, 5]),
            Of("convolve 2-D in groups", 2, [Window.Padded(1, 2), new Window(1, 0, 1)], [3, 2], [5, 4]),
            Of("convolve 2-D dilated", 1, [Window.Padded(2, 1, 2), Window.Padded(1, 1, 3)], [3, 2], [5, 6]),
            Of("convolve 2-D dilated by two", 1, [Window.Padded(2, 2, 2), Window.Padded(1, 2, 2)], [3, 2], [6, 7]),
            Of("convolve 2-D dilated in groups", 2, [new Window(1, 2, 1, 2), new Window(2, 0, 1, 3)], [2, 2], [5, 6]),
            Of("convolve 1-D dilated in groups by three", 3, [Window.Padded(2, 3, 2)], [3], [9]),
            Of("convolve 2-D uneven", 1, [new Window(3, 2, 0, 2), new Window(1, 0, 3)], [2, 4], [7, 3]),
            Of("convolve 2-D pointwise", 1, [new Window(), new Window()], [1, 1], [2, 3]),
            Adjoint("convolve-transposed 1-D", 1, [new Window(2, 1)], [3], [4], [0]),
            Adjoint(
                "convolve-transposed 2-D by two",
                1,
                [Window.Padded(1, 2), Window.Padded(1, 2)],
                [3, 3],
                [2, 3],
                [1, 1]
            ),
            Adjoint("convolve-transposed 1-D dilated", 1, [Window.Padded(1, 1, 3)], [3], [5], [0]),
            Adjoint(
                "convolve-transposed 2-D dilated by two in groups",
                2,
                [Window.Padded(1, 2, 2), new Window(3, 0, 1, 2)],
                [2, 3],
                [3, 2],
                [1, 2]
            ),
            Adjoint("convolve-transposed 2-D in groups", 3, [new Window(2), Window.Padded(1)], [2, 3], [2, 2], [1, 0]),
            Depthwise("convolve depthwise", false, x => x[0].Convolve(x[1], Square, x[0].Shape[1], x[2])),
            Depthwise(
                "convolve-transposed depthwise",
                true,
                x => x[0].ConvolveTransposed(x[1], Square, null, x[0].Shape[1], x[2])
            ),
            new(
                "convolve few samples of many channels",
                random =>
                {
                    int channels = 30 + random.Below(40);
                    return
                    [
                        [1 + random.Below(8), channels, 3, 4],
                        [3, 3, 30 + random.Below(40), channels],
                        [1, 1, 1],
                    ];
                },
                x => (x[0].Convolve(x[1], Square) + x[2]).Relu()
            ),
            new(
                "convolve, then more",
                random =>
                    [
                        [1 + random.Below(70), 3, 4, 4],
                        [3, 3, 18, 3],
                        [18, 1, 1],
                    ],
                x => (x[0].Convolve(x[1], [Window.Padded(1), Window.Padded(1)]) + x[2]).Tanh() * x[2]
            ),
            new(
                "convolve many channels",
                random => ManyChannels(random, false),
                x => x[0].Convolve(x[1], [Window.Padded(1), new Window(1, 0, 1)]),
                Tolerance: ByTiles
            ),
            new(
                "convolve many channels, then more",
                random => [.. ManyChannels(random, false), new Shape(1, 1, 1)],
                x =>
                {
                    Tensor y = x[0].Convolve(x[1], [Window.Padded(1), Window.Padded(2)]) + x[2];
                    return y.Relu() + y.Sum([0, 2, 3], keepDimensions: true);
                },
                Tolerance: ByTiles
            ),
            new(
                "convolve very many channels",
                random =>
                {
                    int channels = 65 + random.Below(3);
                    return
                    [
                        [16, channels, 4, 4],
                        [3, 3, 65 + random.Below(3), channels],
                    ];
                },
                x => x[0].Convolve(x[1], [Window.Padded(1), Window.Padded(1)]),
                Tolerance: ByTiles
            ),
            new(
                "convolve-transposed many channels",
                random => ManyChannels(random, true),
                x => x[0].ConvolveTransposed(x[1], [Window.Padded(1), new Window(1, 0, 1)], [0, 0]),
                Tolerance: ByTiles
            ),
            Biased(
                "convolve with a bias",
                false,
                x => x[0].Convolve(x[1], [Window.Padded(1, 2), Window.Padded(1)], 1, x[2])
            ),
            Biased(
                "convolve-transposed with a bias",
                true,
                x => x[0].ConvolveTransposed(x[1], [Window.Padded(1, 2), Window.Padded(1)], null, 1, x[2])
            ),
        ];

    private static Window[] Square => [Window.Padded(1), Window.Padded(1, 2)];

    /// <summary>
    /// A depthwise convolution with one or two kernels per channel, for a few samples or more than four vectors of them.
    /// </summary>
    private static OpCase Depthwise(string name, bool isAdjoint, Func<Tensor[], Tensor> apply) =>
        new(
            name,
            random =>
            {
                int channels = 2 + random.Below(5);
                int outputs = channels * (isAdjoint ? 1 : 1 + random.Below(2));
                return
                [
                    [random.Below(2) == 0 ? Samples(random) : 60 + random.Below(80), channels, 4, 5],
                    [3, 3, outputs, 1],
                    [outputs],
                ];
            },
            apply
        );

    // Twice the tolerance of the direct algorithm: see WinogradErrorTests.
    private const double ByTiles = 2 * Compiled.Tolerance;

    /// <summary>Enough channels and whole vectors of samples, so that the Winograd algorithm is used.</summary>
    private static Shape[] ManyChannels(RandomValues random, bool isAdjoint)
    {
        (int channels, int outputs) = (16 + random.Below(12), 16 + random.Below(12));
        return
        [
            [16 * (1 + random.Below(2)), channels, 3 + random.Below(5), 3 + random.Below(5)],
            [3, 3, .. isAdjoint ? [channels, outputs] : (int[])[outputs, channels]],
        ];
    }

    private static OpCase Biased(string name, bool isAdjoint, Func<Tensor[], Tensor> apply) =>
        new(
            name,
            random =>
            {
                (int channels, int outputs) = (1 + random.Below(6), 1 + random.Below(20));
                return
                [
                    [Samples(random), channels, 5, 4],
                    [3, 2, .. isAdjoint ? [channels, outputs] : (int[])[outputs, channels]],
                    [outputs],
                ];
            },
            apply
        );

    private static OpCase Of(string name, int groups, Window[] windows, int[] kernel, int[] positions) =>
        new(
            name,
            random =>
            {
                int channels = 1 + random.Below(random.Below(2) == 0 ? 3 : 20);
                int outputs = groups * (1 + random.Below(random.Below(2) == 0 ? 3 : 20));
                return
                [
                    [Samples(random), channels * groups, .. positions],
                    [.. kernel, outputs, channels],
                ];
            },
            x => x[0].Convolve(x[1], windows, groups)
        );

    private static OpCase Adjoint(
        string name,
        int groups,
        Window[] windows,
        int[] kernel,
        int[] positions,
        int[] extra
    ) =>
        new(
            name,
            random =>
            {
                int channels = groups * (1 + random.Below(5));
                return
                [
                    [Samples(random), channels, .. positions],
                    [.. kernel, channels, 1 + random.Below(20)],
                ];
            },
            x => x[0].ConvolveTransposed(x[1], windows, extra, groups)
        );

    private static int Samples(RandomValues random) => 1 + random.Below(random.Below(2) == 0 ? 4 : 36);
}
