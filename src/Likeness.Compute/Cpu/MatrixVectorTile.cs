using System.Runtime.CompilerServices;

namespace Likeness.Compute.Cpu;

/// <summary>
/// <see cref="DotProduct"/> for one column, in tiles of as many rows as a vector has lanes. Eight vectors of the column stay in
/// registers while the rows are processed one after another; reloading the column for each row would halve the throughput from L2.
/// Sums are stored in L1 and reduced together.
/// </summary>
internal static unsafe class MatrixVectorTile<TLane>
    where TLane : struct, ILane<TLane>
{
    private const int Vectors = 8;

    /// <summary>The rows of a tile.</summary>
    public static int Rows => TLane.Width;

    /// <summary>Computes the elements of C from a row; the list of taps must not be null.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(in DotProductArguments g, int row, int rows)
    {
        float* sums = stackalloc float[TLane.Width * TLane.Width];
        TLane zero = TLane.Create(0);
        nint aRow = g.ARow;
        int pass = Vectors * TLane.Width;
        int passes = g.K / pass;
        int rest = g.K % pass;
        bool isOnePass = passes == 1 && rest == 0 && g.TapCount == 1;
        for (int end = row + rows; row < end; row += TLane.Width)
        {
            int height = Math.Min(TLane.Width, end - row);
            if (!isOnePass)
            {
                Clear(sums);
            }

            for (int tap = 0; tap < g.TapCount; tap++)
            {
                float* x = g.A + (row * aRow) + g.Taps[tap].A;
                float* y = g.B + g.Taps[tap].B;
                for (int i = 0; i < passes; i++, x += pass, y += pass)
                {
                    TLane y0 = TLane.Load(y);
                    TLane y1 = TLane.Load(y + TLane.Width);
                    TLane y2 = TLane.Load(y + (2 * TLane.Width));
                    TLane y3 = TLane.Load(y + (3 * TLane.Width));
                    TLane y4 = TLane.Load(y + (4 * TLane.Width));
                    TLane y5 = TLane.Load(y + (5 * TLane.Width));
                    TLane y6 = TLane.Load(y + (6 * TLane.Width));
                    TLane y7 = TLane.Load(y + (7 * TLane.Width));
                    float* line = x;
                    float* sum = sums;
                    for (float* last = sums + (height * TLane.Width); sum < last; sum += TLane.Width)
                    {
                        TLane s = isOnePass ? zero : TLane.Load(sum);
                        TLane.AddProduct(ref s, TLane.Load(line), y0);
                        TLane.AddProduct(ref s, TLane.Load(line + TLane.Width), y1);
                        TLane.AddProduct(ref s, TLane.Load(line + (2 * TLane.Width)), y2);
                        TLane.AddProduct(ref s, TLane.Load(line + (3 * TLane.Width)), y3);
                        TLane.AddProduct(ref s, TLane.Load(line + (4 * TLane.Width)), y4);
                        TLane.AddProduct(ref s, TLane.Load(line + (5 * TLane.Width)), y5);
                        TLane.AddProduct(ref s, TLane.Load(line + (6 * TLane.Width)), y6);
                        TLane.AddProduct(ref s, TLane.Load(line + (7 * TLane.Width)), y7);
                        s.Store(sum);
                        line += aRow;
                    }
                }

                if (rest > 0)
                {
                    AddRest(sums, x, aRow, height, y, rest);
                }
            }

            Put(in g, sums, row, height);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Clear(float* sums)
    {
        for (int i = 0; i < TLane.Width; i++)
        {
            TLane.Create(0).Store(sums + (i * TLane.Width));
        }
    }

    /// <summary>Adds the remainder of each row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddRest(float* sums, float* x, nint xRow, int rows, float* y, int k)
    {
        int whole = k / TLane.Width * TLane.Width;
        int rest = k - whole;
        TLane zero = TLane.Create(0);
        // Padded with zeros, which do not change the sum.
        TLane last = TLane.LoadPartial(y + whole, rest, zero);
        for (int row = 0; row < rows; row++, x += xRow, sums += TLane.Width)
        {
            TLane s = TLane.Load(sums);
            for (int i = 0; i < whole; i += TLane.Width)
            {
                TLane.AddProduct(ref s, TLane.Load(x + i), TLane.Load(y + i));
            }

            if (rest > 0)
            {
                TLane.AddProduct(ref s, TLane.LoadPartial(x + whole, rest, zero), last);
            }

            s.Store(sums);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(in DotProductArguments g, float* sums, int row, int rows)
    {
        TLane each = AcrossLanes<TLane, Sum>.CombineEach(sums);
        float* c = g.C + (row * g.CRow);
        if (g.CRow == 1)
        {
            each = g.Accumulate ? each + TLane.LoadPartial(c, rows, each) : each;
            each.StorePartial(c, rows);
            return;
        }

        each.Store(sums);
        for (int i = 0; i < rows; i++, c += g.CRow)
        {
            *c = g.Accumulate ? sums[i] + *c : sums[i];
        }
    }
}
