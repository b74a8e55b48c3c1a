using System.Runtime.CompilerServices;
using Likeness.Compute.Cpu;

namespace Likeness.Compute.Compilation;

/// <summary>Runs the steps of a graph in order on all workers of a pool, with barriers where needed.</summary>
internal sealed unsafe class StepRunner
{
    private readonly WorkerPool? pool;
    private readonly AlignedBuffer scratch;
    private readonly int scratchPerWorker;
    private readonly UnitClaims claims;
    private readonly int[] pieces;
    private RunState state;
    private StepClock? clock;

    /// <summary>Prepares the run.</summary>
    /// <param name="steps">The steps, with their memory bound.</param>
    /// <param name="waits">Whether each step has a barrier before it.</param>
    /// <param name="pool">The worker pool; null for the calling thread.</param>
    /// <param name="memory">Allocates the workers' private memory.</param>
    public StepRunner(Step[] steps, bool[] waits, WorkerPool? pool, GraphMemory memory)
    {
        (Steps, Waits, this.pool) = (steps, waits, pool);
        scratchPerWorker = (steps.Select(step => step.ScratchFloats).DefaultIfEmpty(0).Max() + 15) / 16 * 16;
        scratch = memory.Allocate((nint)scratchPerWorker * Workers);
        pieces = [.. steps.Select(step => step.Sharing == Sharing.ByUnits ? step.Piece(Workers) : 0)];
        claims = new UnitClaims(steps.Length, Workers);
    }

    /// <summary>The steps, in order.</summary>
    public Step[] Steps { get; }

    /// <summary>Whether each step has a barrier before it.</summary>
    public bool[] Waits { get; }

    /// <summary>The number of workers.</summary>
    public int Workers => pool?.Workers ?? 1;

    /// <summary>The worker pool; null for the calling thread.</summary>
    public WorkerPool? Pool => pool;

    /// <summary>Runs the steps once on all workers.</summary>
    public void Run(RunState run, StepClock? timing = null)
    {
        (state, clock) = (run, timing);
        if (pool is null || pool.Workers == 1)
        {
            pool?.ThrowIfDisposed();
            RunAs(0, 1);
            return;
        }

        claims.Begin();
        StepRunner self = this;
        // The reference is on this stack frame, which outlives the run.
        pool.Run(&RunWorker, Unsafe.AsPointer(ref self));
    }

    /// <summary>Runs the steps once on the calling thread, regardless of the pool.</summary>
    public void RunAlone(RunState run, StepClock timing)
    {
        (state, clock) = (run, timing);
        RunAs(0, 1);
    }

    private static void RunWorker(void* context, int worker, int workers) =>
        Unsafe.AsRef<StepRunner>(context).RunAs(worker, workers);

    private void RunAs(int worker, int workers)
    {
        float* own = scratch.Data + ((nint)worker * scratchPerWorker);
        for (int i = 0; i < Steps.Length; i++)
        {
            if (Waits[i] && workers > 1)
            {
                pool!.Barrier(worker);
            }

            clock?.Begin(worker, i);
            RunShare(i, worker, workers, own);
            clock?.End(worker, i);
        }
    }

    private void RunShare(int number, int worker, int workers, float* own)
    {
        Step step = Steps[number];
        if (workers == 1)
        {
            step.Run(0, step.Units, own, in state);
        }
        else if (step.Sharing == Sharing.ByLanes)
        {
            (int firstLane, int endLane) = Lanes.Of(step.LaneExtent, worker, workers);
            if (firstLane < endLane)
            {
                step.RunLanes(firstLane, endLane, own, in state);
            }
        }
        else if (pieces[number] > 0)
        {
            for (int of = 0; of < workers; of++)
            {
                int whose = (worker + of) % workers;
                while (claims.TryTake(number, whose, step.Units, pieces[number], of > 0, out var taken))
                {
                    step.Run(taken.First, taken.End, own, in state);
                }
            }
        }
        else if (step.Sharing == Sharing.ByUnits)
        {
            int first = (int)((long)step.Units * worker / workers);
            int end = (int)((long)step.Units * (worker + 1) / workers);
            if (first < end)
            {
                step.Run(first, end, own, in state);
            }
        }
        else if (worker == step.Owner)
        {
            step.Run(0, step.Units, own, in state);
        }
    }
}
