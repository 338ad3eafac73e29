/** Small pictures for the map, drawn here at twice their size so that no sprite file is needed. */

type Pen = CanvasRenderingContext2D

function draw(width: number, height: number, paint: (pen: Pen) => void): ImageData {
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  const pen = canvas.getContext('2d')
  if (!pen) throw new Error('no 2d canvas')
  pen.lineCap = pen.lineJoin = 'round'
  paint(pen)
  return pen.getImageData(0, 0, width, height)
}

/** The direction of travel, white on the route's line. */
function arrow(): ImageData {
  return draw(20, 20, (pen) => {
    pen.strokeStyle = '#fff'
    pen.lineWidth = 3.4
    pen.beginPath()
    pen.moveTo(7, 4)
    pen.lineTo(13, 10)
    pen.lineTo(7, 16)
    pen.stroke()
  })
}

/** A house: where technicians set out from. */
function base(): ImageData {
  return draw(56, 56, (pen) => {
    pen.fillStyle = '#16242f'
    pen.strokeStyle = '#fff'
    pen.lineWidth = 4
    pen.beginPath()
    pen.roundRect(4, 4, 48, 48, 12)
    pen.fill()
    pen.stroke()
    pen.beginPath()
    pen.moveTo(14, 28)
    pen.lineTo(28, 16)
    pen.lineTo(42, 28)
    pen.moveTo(18, 26)
    pen.lineTo(18, 40)
    pen.lineTo(38, 40)
    pen.lineTo(38, 26)
    pen.stroke()
  })
}

/** The number of a route on a plate of its colour. */
function plate(number: string, colour: string): ImageData {
  const width = 28 + number.length * 14
  return draw(width, 40, (pen) => {
    pen.fillStyle = '#fff'
    pen.strokeStyle = colour
    pen.lineWidth = 5
    pen.beginPath()
    pen.roundRect(4, 4, width - 8, 32, 9)
    pen.fill()
    pen.stroke()
    pen.fillStyle = colour
    pen.font = "700 24px 'Desk', sans-serif"
    pen.textAlign = 'center'
    pen.textBaseline = 'middle'
    pen.fillText(number, width / 2, 21)
  })
}

/** The picture called `name`, or null when it is none of ours. */
export function picture(name: string): ImageData | null {
  if (name === 'arrow') return arrow()
  if (name === 'base') return base()
  const [kind, number, colour] = name.split(':')
  return kind === 'route' && number && colour ? plate(number, colour) : null
}
