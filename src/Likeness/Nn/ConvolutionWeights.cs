using Likeness.Compute.Graph;

namespace Likeness.Nn;

/// <summary>The parameters of a convolution, initialised as in PyTorch.</summary>
internal static class ConvolutionWeights
{
    /// <summary>Checks the settings of a layer.</summary>
    /// <exception cref="ArgumentException">
    /// The numbers of kernel extents and windows differ, or the channels are not divisible by the groups.
    /// </exception>
    public static void Require(
        int inputs,
        int outputs,
        IReadOnlyList<int> kernel,
        IReadOnlyList<Window> windows,
        int groups
    )
    {
        if (kernel.Count != windows.Count)
        {
            throw new ArgumentException(
                $"A kernel of {kernel.Count} axes needs as many windows, not {windows.Count}.",
                nameof(windows)
            );
        }

        if (groups < 1 || inputs % groups != 0 || outputs % groups != 0)
        {
            throw new ArgumentException(
                $"{inputs} and {outputs} channels are not divisible by {groups} groups.",
                nameof(groups)
            );
        }
    }

    /// <summary>The weight [kernel…, rows, columns], in PyTorch's files [rows, columns, kernel…], and the bias.</summary>
    public static (Parameter Weight, Parameter? Bias) Make(
        ParameterScope scope,
        int rows,
        int columns,
        IReadOnlyList<int> kernel,
        int biases
    )
    {
        double bound = 1 / Math.Sqrt(kernel.Aggregate(columns, (product, extent) => product * extent));
        int[] fileAxes = [kernel.Count, kernel.Count + 1, .. Enumerable.Range(0, kernel.Count)];
        var weight = scope.Uniform("weight", [.. kernel, rows, columns], bound, fileAxes);
        return (weight, biases == 0 ? null : scope.Uniform("bias", [biases], bound));
    }
}
