using Likeness.Compute.Graph;

namespace Likeness.Models.Diffusion;

/// <summary>A fixed number of steps in time, each with its own numbers, which are computed beforehand in double precision.</summary>
internal static class TimeLoop
{
    /// <summary>One step.</summary>
    /// <param name="numbers">The step's own numbers: [1, 1] each.</param>
    /// <param name="state">What the step begins with. Random numbers that the step draws are new in each.</param>
    /// <returns>What the next begins with, in the same shapes.</returns>
    public delegate Tensor[] Body(Tensor[] numbers, IReadOnlyList<Tensor> state);

    /// <summary>Takes the steps.</summary>
    /// <param name="numbers">The numbers of each step, all of one length; at least one step.</param>
    /// <param name="start">The state before the first.</param>
    /// <param name="body">One step.</param>
    /// <returns>The state after the last.</returns>
    public static IReadOnlyList<Tensor> Run(IReadOnlyList<double[]> numbers, IReadOnlyList<Tensor> start, Body body)
    {
        int width = numbers[0].Length;
        var table = Tensor.Constant(
            [numbers.Count, width],
            [.. numbers.SelectMany(row => row).Select(value => (float)value)]
        );
        return Tensor.Loop(
            numbers.Count,
            start,
            (iteration, state) =>
            {
                var row = table.Gather(iteration.Reshape([1])); // [1, width]
                return body([.. Enumerable.Range(0, width).Select(i => row.Slice(1, i, 1))], state);
            }
        );
    }
}
