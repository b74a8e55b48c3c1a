using System.Runtime.CompilerServices;

namespace Likeness.Compute.Cpu;

/// <summary>
/// Recomputes results of the transforms that are NaN or infinite by the direct algorithm. In a transform, a NaN spreads to results
/// that do not depend on it, infinities cancel that do not meet in the sum, or an intermediate value overflows. Finite results are
/// kept.
/// </summary>
internal static unsafe class WinogradRepair<TLane>
    where TLane : struct, ILane<TLane>
{
    private const int Kernel = 3;

    /// <summary>Whether a vector that accumulated 0 · x for many numbers x has only seen finite ones.</summary>
    [SkipLocalsInit]
    public static bool IsFinite(TLane sum)
    {
        float* lanes = stackalloc float[TLane.Width];
        sum.Store(lanes);
        bool isFinite = true;
        for (int i = 0; i < TLane.Width; i++)
        {
            isFinite &= lanes[i] == 0;
        }

        return isFinite;
    }

    /// <summary>Repairs the results of some channels and samples at one position.</summary>
    /// <param name="a">The convolution.</param>
    /// <param name="position">The row and the column of the position.</param>
    /// <param name="rows">Channels.</param>
    /// <param name="lanes">Samples: whole vectors.</param>
    /// <param name="results">The results to repair.</param>
    /// <param name="pitch">The channel stride.</param>
    public static void Results(
        in WinogradArguments a,
        (int Row, int Column) position,
        (int First, int Count) rows,
        (int First, int Count) lanes,
        float* results,
        nint pitch
    )
    {
        for (int row = 0; row < rows.Count; row++, results += pitch)
        {
            for (int lane = 0; lane < lanes.Count; lane += TLane.Width)
            {
                TLane found = TLane.Load(results + lane);
                TLane none = found * TLane.Create(0);
                if (!IsFinite(none))
                {
                    TLane direct = Result(in a, position, rows.First + row, lanes.First + lane);
                    TLane.Select(TLane.EqualTo(none, TLane.Create(0)), found, direct).Store(results + lane);
                }
            }
        }
    }

    /// <summary>Repairs the gradients of some kernels.</summary>
    /// <param name="a">The arguments of the computation.</param>
    /// <param name="row">The channel of the first images.</param>
    /// <param name="col">The first channel of the second images.</param>
    /// <param name="cols">The number of second channels.</param>
    /// <param name="kernels">The computed gradients: nine elements, with contiguous channels.</param>
    /// <param name="step">The stride between elements.</param>
    public static void Kernels(in WinogradWeightArguments a, int row, int col, int cols, float* kernels, nint step)
    {
        for (int tap = 0; tap < Kernel * Kernel; tap++, kernels += step)
        {
            for (int c = 0; c < cols; c += TLane.Width)
            {
                int count = Math.Min(TLane.Width, cols - c);
                TLane found = TLane.LoadPartial(kernels + c, count, TLane.Create(0));
                TLane none = found * TLane.Create(0);
                if (!IsFinite(none))
                {
                    TLane direct = Element(in a, tap, row, col + c, count);
                    TLane.Select(TLane.EqualTo(none, TLane.Create(0)), found, direct).StorePartial(kernels + c, count);
                }
            }
        }
    }

    private static TLane Result(in WinogradArguments a, (int Row, int Column) position, int row, int lane)
    {
        TLane sum = TLane.Create(0);
        for (int tap = 0; tap < Kernel * Kernel; tap++)
        {
            (int i, int j) = Math.DivRem(tap, Kernel);
            (int y, int x) = (position.Row + i - a.Top, position.Column + j - a.Left);
            if (y < 0 || y >= a.Height || x < 0 || x >= a.Width)
            {
                continue;
            }

            (int wy, int wx) = a.IsTransposed ? (Kernel - 1 - i, Kernel - 1 - j) : (i, j);
            float* weight = a.W + (wy * a.WRow) + (wx * a.WColumn) + (row * a.WResult);
            float* image = a.X + (y * a.XRow) + (x * a.XColumn) + lane;
            for (int k = 0; k < a.K; k++, weight += a.WChannel, image += a.XChannel)
            {
                TLane.AddProduct(ref sum, TLane.Broadcast(weight), TLane.Load(image));
            }
        }

        return sum;
    }

    private static TLane Element(in WinogradWeightArguments a, int tap, int row, int col, int cols)
    {
        WinogradImages input = a.First.IsInput ? a.First : a.Second;
        WinogradImages result = a.First.IsInput ? a.Second : a.First;
        TLane sum = TLane.Create(0);
        (int i, int j) = Math.DivRem(tap, Kernel);
        for (int y = 0; y < result.Height; y++)
        {
            for (int x = 0; x < result.Width; x++)
            {
                (int top, int left) = (y + i - input.Top, x + j - input.Left);
                if (top < 0 || top >= input.Height || left < 0 || left >= input.Width)
                {
                    continue;
                }

                (int firstRow, int firstColumn) = a.First.IsInput ? (top, left) : (y, x);
                (int secondRow, int secondColumn) = a.First.IsInput ? (y, x) : (top, left);
                float* first =
                    a.First.Data + (firstRow * a.First.Row) + (firstColumn * a.First.Column) + (row * a.First.Line);
                float* second = a.Second.Data + (secondRow * a.Second.Row) + (secondColumn * a.Second.Column) + col;
                for (int k = 0; k < a.K; k++, second += a.Second.Line)
                {
                    TLane.AddProduct(
                        ref sum,
                        TLane.Broadcast(first + k),
                        TLane.LoadPartial(second, cols, TLane.Create(0))
                    );
                }
            }
        }

        return sum;
    }
}
