using Likeness.Compute.Graph;

namespace Likeness.Models.Diffusion;

/// <summary>A loop over time steps, each with its own numbers, computed beforehand in double precision.</summary>
internal static class TimeLoop
{
    /// <summary>One step.</summary>
    /// <param name="numbers">The step's own numbers: [1, 1] each.</param>
    /// <param name="state">The state before the step. Random numbers are new in each step.</param>
    /// <returns>The state after the step, of the same shapes.</returns>
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
