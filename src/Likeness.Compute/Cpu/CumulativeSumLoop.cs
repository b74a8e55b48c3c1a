using System.Runtime.CompilerServices;

namespace Likeness.Compute.Cpu;

/// <summary>Cumulative sums along lines.</summary>
internal readonly unsafe struct CumulativeSumLoop : ILineLoop
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<TLane>(in LineArguments arguments)
        where TLane : struct, ILane<TLane>
    {
        (Lines from, Lines to) = (arguments.First, arguments.Result);
        TLane zero = TLane.Create(0);
        for (int lane = 0; lane < arguments.Lanes; lane += TLane.Width)
        {
            int lanes = Math.Min(TLane.Width, arguments.Lanes - lane);
            float* x = from.Data + lane;
            float* y = to.Data + lane;
            TLane sum = zero;
            for (int i = 0; i < from.Count; i++, x += from.Step, y += to.Step)
            {
                if (lanes == TLane.Width)
                {
                    sum += TLane.Load(x);
                    sum.Store(y);
                }
                else
                {
                    sum += TLane.LoadPartial(x, lanes, zero);
                    sum.StorePartial(y, lanes);
                }
            }
        }
    }
}
