namespace Likeness.Compute.Cpu;

/// <summary>Solves the assignment problem of each line.</summary>
internal readonly unsafe struct AssignmentLoop : ILineLoop
{
    public static void Run<TLane>(in LineArguments arguments)
        where TLane : struct, ILane<TLane>
    {
        // Of 8 numbers of double precision for each cost, most are not needed.
        var (count, size) = (arguments.First.Count, arguments.Result.Count);
        var memory = new Span<double>(arguments.Scratch, count + (3 * size));
        var places = new Span<int>((double*)arguments.Scratch + memory.Length, 3 * size);
        var columns = new Span<float>((double*)arguments.Scratch + memory.Length + (2 * size), size);
        var costs = memory[..count];
        for (int lane = 0; lane < arguments.Lanes; lane++)
        {
            for (int i = 0; i < count; i++)
            {
                costs[i] = arguments.First[i][lane];
            }

            ShortestAugmentation.Solve(costs, columns, memory[count..], places);
            for (int i = 0; i < size; i++)
            {
                arguments.Result[i][lane] = columns[i];
            }
        }
    }
}
