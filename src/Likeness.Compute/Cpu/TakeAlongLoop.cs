using System.Runtime.CompilerServices;

namespace Likeness.Compute.Cpu;

/// <summary>Selects elements of the first lines by the indices in the second; NaN for an index out of range.</summary>
internal readonly unsafe struct TakeAlongLoop : ILineLoop
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<TLane>(in LineArguments arguments)
        where TLane : struct, ILane<TLane>
    {
        (Lines values, Lines positions) = (arguments.First, arguments.Second);
        for (int i = 0; i < positions.Count; i++)
        {
            float* position = positions[i];
            float* result = arguments.Result[i];
            for (int lane = 0; lane < arguments.Lanes; lane++)
            {
                float index = position[lane];
                // Also false for NaN, so that nothing out of range is ever read.
                result[lane] =
                    index >= 0 && index < values.Count ? values.Data[((nint)index * values.Step) + lane] : float.NaN;
            }
        }
    }
}

/// <summary>Adds elements of the first lines at the indices in the second; an element with an index out of range is dropped.</summary>
internal readonly unsafe struct AddAlongLoop : ILineLoop
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<TLane>(in LineArguments arguments)
        where TLane : struct, ILane<TLane>
    {
        (Lines values, Lines positions, Lines sums) = (arguments.First, arguments.Second, arguments.Result);
        for (int i = 0; i < sums.Count; i++)
        {
            new Span<float>(sums[i], arguments.Lanes).Clear();
        }

        for (int i = 0; i < positions.Count; i++)
        {
            float* position = positions[i];
            float* value = values[i];
            for (int lane = 0; lane < arguments.Lanes; lane++)
            {
                float index = position[lane];
                if (index >= 0 && index < sums.Count)
                {
                    sums.Data[((nint)index * sums.Step) + lane] += value[lane];
                }
            }
        }
    }
}
