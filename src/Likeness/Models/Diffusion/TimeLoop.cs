using Likeness.Compute.Graph;

namespace Likeness.Models.Diffusion;

/// <summary>A fixed number of steps in time, each with its own numbers, which are computed beforehand in double precision.</summary>
internal static class TimeLoop
{
    // Above the streams that models number by hand, and below those of a forward pass.
    private const ulong FirstStream = 1UL << 40;

    /// <summary>One step.</summary>
    /// <param name="numbers">The step's own numbers: [1, 1] each.</param>
    /// <param name="state">What the step begins with.</param>
    /// <param name="noise">Normal numbers that no other step has.</param>
    public delegate Tensor[] Body(Tensor[] numbers, Tensor[] state, Func<Shape, Tensor> noise);

    /// <summary>Takes the steps.</summary>
    /// <param name="numbers">The numbers of each step, all of one length.</param>
    /// <param name="start">The state before the first; a step keeps its shapes.</param>
    /// <param name="body">One step.</param>
    /// <returns>The state after the last.</returns>
    public static Tensor[] Run(IReadOnlyList<double[]> numbers, Tensor[] start, Body body)
    {
        var state = start;
        for (int i = 0; i < numbers.Count; i++)
        {
            ulong stream = FirstStream + ((ulong)i << 8);
            state = body(
                Array.ConvertAll(numbers[i], value => Tensor.Constant([1, 1], (float)value)),
                state,
                shape => Tensor.RandomNormal(shape, stream++)
            );
        }

        return state;
    }
}
