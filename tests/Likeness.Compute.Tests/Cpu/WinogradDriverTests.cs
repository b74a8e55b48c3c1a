using FsCheck;
using FsCheck.Fluent;
using Likeness.Compute.Cpu;
using Likeness.Testing;

namespace Likeness.Compute.Tests.Cpu;

/// <summary>Winograd convolutions and their kernel gradients against double sums, for any extents, strides, borders and splits.</summary>
public sealed unsafe class WinogradDriverTests
{
    private const int Kernel = 3;

    // Relative to a sum's typical result: a few times the root mean square error of 8e-7, since this bounds the largest of many.
    private const double Tolerance = 8e-6;

    public static TheoryData<InstructionSet> AllSets => Sets.Theory;

    private static Gen<Case> Cases =>
        from channels in Gen.Choose(5, 70)
        from outputs in Gen.Choose(5, 40)
        from vectors in Gen.Choose(1, 3)
        from height in Gen.Choose(1, 11)
        from width in Gen.Choose(1, 11)
        from top in Gen.Choose(0, 2)
        from left in Gen.Choose(0, 2)
        from bottom in Gen.Choose(0, 2)
        from right in Gen.Choose(0, 2)
        from pad in Gen.Choose(0, 3)
        from parts in Gen.Choose(1, 3)
        from cut in Gen.Choose(0, 100)
        from flags in Gen.Choose(0, 7)
        from seed in Gen.Choose(1, 1000)
        where height + top + bottom >= Kernel && width + left + right >= Kernel
        select new Case
        {
            Channels = channels,
            Outputs = outputs,
            Samples = 16 * vectors,
            Image = (height, width),
            Before = (top, left),
            Result = (height + top + bottom - 2, width + left + right - 2),
            Pad = pad,
            Parts = parts,
            Cut = cut,
            IsTurned = (flags & 1) > 0,
            HasEpilogue = (flags & 2) > 0,
            IsInputFirst = (flags & 4) > 0,
            Seed = (ulong)seed,
        };

    [Theory]
    [MemberData(nameof(AllSets))]
    public void ResultsAgreeWithDouble(InstructionSet set) =>
        Prop.ForAll(Arb.From(Cases), shape => ResultsAgree(set, shape))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(LongTest.IsEnabled ? 60 : 10).WithReplay(11, 17));

    /// <summary>A few more result channels than fit at once, and more image channels than are summed at once.</summary>
    [Theory]
    [MemberData(nameof(AllSets))]
    public void AFewChannelsTooManyAgreeWithDouble(InstructionSet set)
    {
        foreach (int outputs in (int[])[129, 130, 132, 257])
        {
            ResultsAgree(
                set,
                new Case
                {
                    Channels = 70,
                    Outputs = outputs,
                    Samples = 16,
                    Image = (4, 4),
                    Before = (1, 1),
                    Result = (4, 4),
                    Pad = 0,
                    Parts = 1,
                    Cut = 50,
                    IsTurned = false,
                    HasEpilogue = false,
                    IsInputFirst = false,
                    Seed = 1,
                }
            );
        }
    }

    [Theory]
    [MemberData(nameof(AllSets))]
    public void GradientsAgreeWithDouble(InstructionSet set) =>
        Prop.ForAll(Arb.From(Cases), shape => GradientsAgree(set, shape))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(LongTest.IsEnabled ? 60 : 15).WithReplay(11, 17));

    private static void ResultsAgree(InstructionSet set, Case c)
    {
        PhiloxRandom random = new(c.Seed, 0);
        using var x = new Images(random, c.Image, c.Channels, c.Samples, c.Pad);
        using var y = new Images(null, c.Result, c.Outputs, c.Samples, c.Pad);
        using Guarded w = Guarded.Normal(random, Kernel * Kernel * c.Outputs * c.Channels, c.Pad);
        int matrix = (c.Outputs * c.Channels) + c.Pad;
        using var u = new Guarded(WinogradForm.Matrices * matrix, c.Pad);
        Transform(set, w.Data, c.Outputs * c.Channels, u.Data, matrix);
        var sink = new Sink
        {
            Y = y.Data.Data,
            Image = y,
            Width = c.Result.Columns,
        };
        WinogradArguments arguments = new()
        {
            X = x.Data.Data,
            XRow = x.Row,
            XColumn = x.Column,
            XChannel = x.Line,
            Height = c.Image.Rows,
            Width = c.Image.Columns,
            Top = c.Before.Rows,
            Left = c.Before.Columns,
            U = u.Data,
            UMatrix = matrix,
            URow = c.Channels,
            UCol = 1,
            W = w.Data,
            WRow = Kernel * c.Outputs * c.Channels,
            WColumn = c.Outputs * c.Channels,
            WResult = c.Channels,
            WChannel = 1,
            IsTransposed = c.IsTurned,
            Y = y.Data.Data,
            YRow = y.Row,
            YColumn = y.Column,
            YChannel = y.Line,
            ResultHeight = c.Result.Rows,
            ResultWidth = c.Result.Columns,
            M = c.Outputs,
            K = c.Channels,
            N = c.Samples,
            Parts = Math.Min(c.Parts, c.Outputs / 5),
            Epilogue = c.HasEpilogue ? &Take : null,
            EpilogueContext = System.Runtime.CompilerServices.Unsafe.AsPointer(ref sink),
        };
        switch (set)
        {
            case InstructionSet.Avx512:
                Run<Lane512>(in arguments, c.Cut);
                break;
            case InstructionSet.Avx2:
                Run<Lane256>(in arguments, c.Cut);
                break;
            default:
                Run<Lane128>(in arguments, c.Cut);
                break;
        }

        double scale = Math.Sqrt(9.0 * c.Channels);
        y.Each(
            (row, column, output, sample, found) =>
            {
                double sum = 0;
                for (int tap = 0; tap < Kernel * Kernel; tap++)
                {
                    (int i, int j) = (row + (tap / Kernel) - c.Before.Rows, column + (tap % Kernel) - c.Before.Columns);
                    int element = c.IsTurned ? (Kernel * Kernel) - 1 - tap : tap;
                    for (int k = 0; k < c.Channels && x.Has(i, j); k++)
                    {
                        double weight = w.Data[(((element * c.Outputs) + output) * c.Channels) + k];
                        sum += weight * x.Data.Data[x.Place(i, j, k, sample)];
                    }
                }

                Expect.True(Math.Abs(found - sum) <= Tolerance * scale, $"{set} {c}: {found}, not {sum}");
            }
        );
    }

    private static void GradientsAgree(InstructionSet set, Case c)
    {
        PhiloxRandom random = new(c.Seed, 1);
        // The row images have channels as lines, the column images samples, with contiguous channels.
        (int firsts, int seconds) = c.IsInputFirst ? (c.Channels, c.Outputs) : (c.Outputs, c.Channels);
        (int Rows, int Columns) first = c.IsInputFirst ? c.Image : c.Result;
        (int Rows, int Columns) second = c.IsInputFirst ? c.Result : c.Image;
        using var a = new Images(random, first, firsts, c.Samples, c.Pad);
        using var b = new Images(random, second, c.Samples, seconds, c.Pad);
        int pitch = (seconds + 15) / 16 * 16;
        int matrix = (firsts * pitch) + 16;
        WinogradWeightArguments arguments = new()
        {
            First = a.ForGradient(c.IsInputFirst, c.Before),
            Second = b.ForGradient(!c.IsInputFirst, c.Before),
            UMatrix = matrix,
            URow = pitch,
            UPart = WinogradForm.Matrices * matrix,
            M = firsts,
            N = seconds,
            K = c.Samples,
        };
        double[] found = set switch
        {
            InstructionSet.Avx512 => Gradients<Lane512>(arguments, c.Cut),
            InstructionSet.Avx2 => Gradients<Lane256>(arguments, c.Cut),
            _ => Gradients<Lane128>(arguments, c.Cut),
        };
        Images input = c.IsInputFirst ? a : b;
        // A partial tile has the error of a whole one.
        int tiles = WinogradForm.Tiles(c.Result.Rows) * WinogradForm.Tiles(c.Result.Columns);
        double scale = Math.Sqrt((double)c.Samples * tiles * WinogradForm.Tile * WinogradForm.Tile);
        for (int i = 0; i < found.Length; i++)
        {
            (int rest, int n) = Math.DivRem(i, seconds);
            (int tap, int m) = Math.DivRem(rest, firsts);
            double sum = 0;
            for (int position = 0; position < c.Result.Rows * c.Result.Columns; position++)
            {
                (int row, int column) = Math.DivRem(position, c.Result.Columns);
                (int top, int left) = (
                    row + (tap / Kernel) - c.Before.Rows,
                    column + (tap % Kernel) - c.Before.Columns
                );
                for (int sample = 0; sample < c.Samples && input.Has(top, left); sample++)
                {
                    (int r1, int c1) = c.IsInputFirst ? (top, left) : (row, column);
                    (int r2, int c2) = c.IsInputFirst ? (row, column) : (top, left);
                    sum += (double)a.Data.Data[a.Place(r1, c1, m, sample)] * b.Data.Data[b.Place(r2, c2, sample, n)];
                }
            }

            Expect.True(Math.Abs(found[i] - sum) <= Tolerance * scale, $"{set} {c}: {found[i]}, not {sum}");
        }
    }

    private static void Transform(InstructionSet set, float* w, int count, float* u, int matrix)
    {
        switch (set)
        {
            case InstructionSet.Avx512:
                WinogradKernels<Lane512>.Transform(w, Kernel * count, count, count, u, matrix);
                break;
            case InstructionSet.Avx2:
                WinogradKernels<Lane256>.Transform(w, Kernel * count, count, count, u, matrix);
                break;
            default:
                WinogradKernels<Lane128>.Transform(w, Kernel * count, count, count, u, matrix);
                break;
        }
    }

    private static void Run<TLane>(in WinogradArguments arguments, int cut)
        where TLane : struct, ILane<TLane>
    {
        using var scratch = new AlignedBuffer(WinogradDriver<TLane>.ScratchFloats(in arguments));
        int units = WinogradDriver<TLane>.Units(in arguments);
        cut = units * cut / 100;
        WinogradDriver<TLane>.Run(in arguments, cut, units, scratch.Data);
        WinogradDriver<TLane>.Run(in arguments, 0, cut, scratch.Data);
    }

    private static double[] Gradients<TLane>(WinogradWeightArguments arguments, int cut)
        where TLane : struct, ILane<TLane>
    {
        using var scratch = new AlignedBuffer(WinogradWeightDriver<TLane>.ScratchFloats(in arguments));
        int parts = WinogradWeightDriver<TLane>.Parts(in arguments);
        using var sums = new Guarded(parts * arguments.UPart);
        arguments.U = sums.Data;
        int units = WinogradWeightDriver<TLane>.Units(in arguments);
        cut = units * cut / 100;
        WinogradWeightDriver<TLane>.Run(in arguments, cut, units, scratch.Data);
        WinogradWeightDriver<TLane>.Run(in arguments, 0, cut, scratch.Data);
        sums.Check();
        var result = new double[Kernel * Kernel * arguments.M * arguments.N];
        float* elements = stackalloc float[WinogradForm.Matrices * TLane.Width];
        float* kernel = stackalloc float[Kernel * Kernel * TLane.Width];
        new Span<float>(elements, WinogradForm.Matrices * TLane.Width).Clear();
        for (int i = 0; i < arguments.M * arguments.N; i++)
        {
            (int m, int n) = Math.DivRem(i, arguments.N);
            for (int e = 0; e < WinogradForm.Matrices; e++)
            {
                float sum = 0;
                for (int part = 0; part < parts; part++)
                {
                    sum += sums.Data[(part * arguments.UPart) + (e * arguments.UMatrix) + (m * arguments.URow) + n];
                }

                elements[e * TLane.Width] = sum;
            }

            WinogradKernels<TLane>.Gradient(elements, TLane.Width, kernel, TLane.Width);
            for (int tap = 0; tap < Kernel * Kernel; tap++)
            {
                result[(((tap * arguments.M) + m) * arguments.N) + n] = kernel[tap * TLane.Width];
            }
        }

        return result;
    }

    /// <summary>An epilogue that stores its blocks in the result.</summary>
    private static void Take(void* context, float* block, int position, int row, int rows, int col, int cols)
    {
        ref Sink sink = ref System.Runtime.CompilerServices.Unsafe.AsRef<Sink>(context);
        for (int i = 0; i < rows * cols; i++)
        {
            int to = sink.Image.Place(position / sink.Width, position % sink.Width, row + (i / cols), col + (i % cols));
            sink.Y[to] = block[i];
        }
    }

    private struct Sink
    {
        public float* Y;
        public Images Image;
        public int Width;
    }

    private sealed record Case
    {
        public required int Channels { get; init; }
        public required int Outputs { get; init; }
        public required int Samples { get; init; }
        public required (int Rows, int Columns) Image { get; init; }
        public required (int Rows, int Columns) Before { get; init; }
        public required (int Rows, int Columns) Result { get; init; }
        public required int Pad { get; init; }
        public required int Parts { get; init; }
        public required int Cut { get; init; }
        public required bool IsTurned { get; init; }
        public required bool HasEpilogue { get; init; }
        public required bool IsInputFirst { get; init; }
        public required ulong Seed { get; init; }
    }

    /// <summary>Images in memory: [row][column][line][element], with padding after each.</summary>
    private sealed class Images : IDisposable
    {
        private readonly (int Rows, int Columns) size;
        private readonly int lines;
        private readonly int length;

        public Images(PhiloxRandom? random, (int Rows, int Columns) size, int lines, int length, int pad)
        {
            (this.size, this.lines, this.length) = (size, lines, length);
            Line = length + pad;
            Column = (lines * Line) + (2 * pad);
            Row = (size.Columns * Column) + pad;
            // Whole vectors are read.
            int count = (size.Rows * Row) + 16;
            Data = random is null ? new Guarded(count, pad) : Guarded.Normal(random, count, pad);
        }

        public Guarded Data { get; }

        public int Row { get; }

        public int Column { get; }

        public int Line { get; }

        public bool Has(int row, int column) => row >= 0 && row < size.Rows && column >= 0 && column < size.Columns;

        public int Place(int row, int column, int line, int i) => (row * Row) + (column * Column) + (line * Line) + i;

        public WinogradImages ForGradient(bool isInput, (int Rows, int Columns) before) =>
            new()
            {
                Data = Data.Data,
                Row = Row,
                Column = Column,
                Line = Line,
                IsInput = isInput,
                Height = size.Rows,
                Width = size.Columns,
                Top = isInput ? before.Rows : 0,
                Left = isInput ? before.Columns : 0,
            };

        /// <summary>Visits all elements, and checks that nothing else was written.</summary>
        public void Each(Action<int, int, int, int, float> visit)
        {
            var positions = new HashSet<int>();
            for (int i = 0; i < size.Rows * size.Columns * lines * length; i++)
            {
                (int rest, int element) = Math.DivRem(i, length);
                (int pixel, int line) = Math.DivRem(rest, lines);
                (int row, int column) = Math.DivRem(pixel, size.Columns);
                int position = Place(row, column, line, element);
                positions.Add(position);
                visit(row, column, line, element, Data.Data[position]);
            }

            Data.Check(positions.Contains);
        }

        public void Dispose() => Data.Dispose();
    }
}
