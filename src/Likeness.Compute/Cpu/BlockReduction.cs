using System.Runtime.CompilerServices;

namespace Likeness.Compute.Cpu;

/// <summary>Combines a block, element by element, with another block of the same extents.</summary>
internal static unsafe class BlockReduction<TLane, TReduction>
    where TLane : struct, ILane<TLane>
    where TReduction : struct, IReduction
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(float* src, nint srcRow, int rows, int cols, float* dst, nint dstRow)
    {
        for (int row = 0; row < rows; row++, src += srcRow, dst += dstRow)
        {
            int c = 0;
            for (; c <= cols - (2 * TLane.Width); c += 2 * TLane.Width)
            {
                TLane one = TReduction.Combine(TLane.Load(dst + c), TLane.Load(src + c));
                TLane two = TReduction.Combine(TLane.Load(dst + c + TLane.Width), TLane.Load(src + c + TLane.Width));
                one.Store(dst + c);
                two.Store(dst + c + TLane.Width);
            }

            for (; c < cols; c += TLane.Width)
            {
                int count = Math.Min(TLane.Width, cols - c);
                TLane none = TReduction.Identity<TLane>();
                TReduction
                    .Combine(TLane.LoadPartial(dst + c, count, none), TLane.LoadPartial(src + c, count, none))
                    .StorePartial(dst + c, count);
            }
        }
    }
}
