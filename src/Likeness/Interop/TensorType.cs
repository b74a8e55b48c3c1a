namespace Likeness.Interop;

/// <summary>The number formats that weight files use.</summary>
public enum TensorType
{
    /// <summary>32-bit floating point.</summary>
    F32,

    /// <summary>64-bit floating point.</summary>
    F64,

    /// <summary>16-bit floating point.</summary>
    F16,

    /// <summary>16-bit floating point with the exponent of F32.</summary>
    BF16,

    /// <summary>Signed 64-bit integer.</summary>
    I64,

    /// <summary>Signed 32-bit integer.</summary>
    I32,

    /// <summary>Signed 16-bit integer.</summary>
    I16,

    /// <summary>Signed 8-bit integer.</summary>
    I8,

    /// <summary>Unsigned 64-bit integer.</summary>
    U64,

    /// <summary>Unsigned 32-bit integer.</summary>
    U32,

    /// <summary>Unsigned 16-bit integer.</summary>
    U16,

    /// <summary>Unsigned 8-bit integer.</summary>
    U8,

    /// <summary>Boolean in one byte.</summary>
    Bool,
}

/// <summary>Properties of a <see cref="TensorType"/>.</summary>
internal static class TensorTypes
{
    /// <summary>Bytes of one number.</summary>
    public static int Size(this TensorType type) =>
        type switch
        {
            TensorType.F64 or TensorType.I64 or TensorType.U64 => 8,
            TensorType.F32 or TensorType.I32 or TensorType.U32 => 4,
            TensorType.F16 or TensorType.BF16 or TensorType.I16 or TensorType.U16 => 2,
            _ => 1,
        };

    /// <summary>The format of a .NET number, or null for none.</summary>
    public static TensorType? Of<T>()
        where T : unmanaged =>
        Type.GetTypeCode(typeof(T)) switch
        {
            TypeCode.Single => TensorType.F32,
            TypeCode.Double => TensorType.F64,
            TypeCode.Int64 => TensorType.I64,
            TypeCode.Int32 => TensorType.I32,
            TypeCode.Int16 => TensorType.I16,
            TypeCode.SByte => TensorType.I8,
            TypeCode.UInt64 => TensorType.U64,
            TypeCode.UInt32 => TensorType.U32,
            TypeCode.UInt16 => TensorType.U16,
            TypeCode.Byte => TensorType.U8,
            TypeCode.Boolean => TensorType.Bool,
            _ => typeof(T) == typeof(Half) ? TensorType.F16 : null,
        };
}
