namespace Likeness.Compute.Cpu;

/// <summary>
/// A compiled loop over a block: it takes the start address and strides of each table entry, then the numbers of rows, of columns
/// and of turns; there is one turn unless an entry moves with the turns.
/// </summary>
internal unsafe delegate void CompiledLoop(Operand* table, nint rows, nint cols, nint turns);

/// <summary>
/// One <see cref="ITernaryFormula"/> in a loop: table[Target] = formula(table[A], table[B], table[C]), each a vector at the same
/// position.
/// </summary>
internal readonly record struct LoopCall(Type Formula, int Target, int A, int B, int C);

/// <summary>How a loop uses an entry of its table; an entry that is neither loaded nor stored lives in a register only.</summary>
/// <param name="Memory">The first entry with the same start and strides, so that fewer pointers advance.</param>
/// <param name="IsLoaded">Whether its elements are read from memory.</param>
/// <param name="IsStored">Whether its elements are written to memory.</param>
/// <param name="IsRepeated">Whether one element is broadcast to a whole row.</param>
/// <param name="IsConstant">Whether it is also broadcast to all rows.</param>
/// <param name="Moves">
/// Whether each turn has elements of its own; other entries are loaded before the turns and stored after them.
/// </param>
internal readonly record struct LoopPlace(
    int Memory,
    bool IsLoaded,
    bool IsStored,
    bool IsRepeated = false,
    bool IsConstant = false,
    bool Moves = false
);
